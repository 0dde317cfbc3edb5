import type { AppMode, DeployTarget } from "@stagepass/contracts";
import { makeTarget } from "../support/target.ts";
import { type AppSet, type InstanceSet, instanceKey, type OrgSet, type ServiceSet } from "./org-settings.ts";
import type { Told } from "./told.ts";

const account = "arn:aws:iam::222222222222:role";

/** What every organization of the golden set has. */
const common = {
  profiles: {
    prod: { roleArn: `${account}/of-profile`, parameters: ["A", "P"] },
    bare: {},
  },
  providers: {
    aws: `${account}/of-provider`,
    shared: `${account}/of-default`,
    each: `${account}/{app}_{service}`,
    partner: null,
  },
} satisfies Partial<OrgSet>;

/** What is set for the target. Everything else is as it is by default. */
interface Set
  extends Pick<
    AppSet,
    "inheritsStages" | "unprofiled" | "defaultProfile" | "stages" | "blueprint" | "blueprints"
  > {
  readonly orgStages?: OrgSet["stages"];
  readonly orgDefault?: string;
  readonly service?: ServiceSet;
  readonly instance?: InstanceSet;
  readonly target?: Partial<DeployTarget>;
  readonly purpose?: "plan";
}

/** Settings, and what a deploy gets by the order of precedence in each mode of its app. */
interface Edge extends Readonly<Record<AppMode, Told>> {
  readonly title: string;
  readonly set: Set;
}

const gets = (profile: string | null, credentials: string, ...parameters: string[]): Told => ({
  profile,
  credentials,
  parameters,
});
const refused = (problem: string): Told => ({ problem });
const inAllModes = (told: Told) => ({ profiles: told, providers: told, mixed: told });

const byDefault = "prod by default";
const ofProfile = ["A of profile", "P of profile"];
const likeProfiles = gets(byDefault, "role of the profile", ...ofProfile);
/** What an app by profiles gets whose default is `prod`, whatever is set on services and instances. */
const prod = { defaultProfile: "prod" };
const shared = { ...prod, orgDefault: "shared" };
const none = { none: true } as const;

/** Written by hand from the order of precedence in docs/precedence.md, and not from what the code answers. */
const edges: Edge[] = [
  // Rules 1 to 3: the profile.
  {
    title: "the app's own stage comes before its default",
    set: { ...shared, stages: { prod: "bare" }, orgStages: [{ stages: "*", profile: "prod" }] },
    profiles: gets("bare by stage", "none"),
    providers: gets("bare by stage", "role of shared by org"),
    mixed: gets("bare by stage", "role of shared by org"),
  },
  {
    title: "the app's default comes before the organization's stage map",
    set: { ...shared, orgStages: [{ stages: "*", profile: "bare" }] },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  {
    title: "the first line of the stage map that matches counts",
    set: {
      orgDefault: "shared",
      orgStages: [
        { stages: "Prod", profile: "bare" },
        { stages: "pr*", profile: "prod" },
        { stages: "prod", profile: "bare" },
      ],
    },
    profiles: gets("prod by org-stages", "role of the profile", ...ofProfile),
    providers: gets("prod by org-stages", "role of shared by org"),
    mixed: gets("prod by org-stages", "role of shared by org", ...ofProfile),
  },
  {
    title: "an app that does not inherit the stage map has no profile for a stage that is misspelt",
    set: {
      ...{ orgDefault: "shared", inheritsStages: false, stages: { production: "prod" } },
      orgStages: [{ stages: "*", profile: "bare" }],
      target: { stage: "produciton" },
    },
    ...inAllModes(refused("no-profile")),
  },
  {
    title: "where no profile applies, a provider does not help",
    set: { instance: { provider: "aws", parameters: ["A"] } },
    ...inAllModes(refused("no-profile")),
  },
  {
    title: "a deploy without a profile gets what instance and service say, where the app allows it",
    set: { unprofiled: "allow", service: { parameters: ["A"] }, instance: { provider: "aws" } },
    profiles: gets(null, "none"),
    providers: gets(null, "role of aws by instance", "A of service"),
    mixed: gets(null, "role of aws by instance", "A of service"),
  },
  {
    title: "an app that allows deploys without a profile still gets the one that applies",
    set: { ...shared, unprofiled: "allow" },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  // Rules 4 to 7: the credentials.
  {
    title: "the instance's provider comes before all others",
    set: { ...shared, service: { provider: "partner" }, instance: { provider: "aws" } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance"),
    mixed: gets(byDefault, "role of aws by instance", ...ofProfile),
  },
  {
    title: "the service's provider comes before the organization's default",
    set: { ...shared, service: { provider: "partner" }, instance: {} },
    profiles: likeProfiles,
    providers: gets(byDefault, "keys of partner by service"),
    mixed: gets(byDefault, "keys of partner by service", ...ofProfile),
  },
  {
    title: "nobody names a provider",
    set: { ...prod, service: {}, instance: {} },
    profiles: likeProfiles,
    providers: refused("no-provider"),
    mixed: likeProfiles,
  },
  {
    title: "neither the service nor the instance is known yet",
    set: shared,
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  {
    title: "nobody names a provider, and the profile has no role",
    set: { defaultProfile: "bare", instance: { parameters: ["A"] } },
    profiles: gets("bare by default", "none"),
    providers: refused("no-provider"),
    mixed: gets("bare by default", "none", "A of instance"),
  },
  {
    title: "none on the instance hides every provider, and the profile's role",
    set: { ...shared, service: { provider: "aws" }, instance: { provider: none } },
    profiles: likeProfiles,
    providers: gets(byDefault, "none"),
    mixed: gets(byDefault, "none", ...ofProfile),
  },
  {
    title: "none on the service hides the default, and the profile's role",
    set: { ...shared, service: { provider: none } },
    profiles: likeProfiles,
    providers: gets(byDefault, "none"),
    mixed: gets(byDefault, "none", ...ofProfile),
  },
  {
    title: "a provider on the instance comes before none on the service",
    set: { ...shared, service: { provider: none }, instance: { provider: "aws" } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance"),
    mixed: gets(byDefault, "role of aws by instance", ...ofProfile),
  },
  {
    title: "an instance that inherits nothing and names no provider has none",
    set: { ...shared, service: { provider: "aws", parameters: ["A"] }, instance: { inherits: false } },
    profiles: likeProfiles,
    providers: refused("no-provider"),
    mixed: refused("no-provider"),
  },
  {
    title: "an instance that inherits nothing gets its own provider and parameters alone",
    set: {
      ...shared,
      service: { parameters: ["A", "B"] },
      instance: { inherits: false, provider: "aws", parameters: ["B", "C"] },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance", "B of instance", "C of instance"),
    mixed: gets(byDefault, "role of aws by instance", "B of instance", "C of instance"),
  },
  {
    title: "an instance that inherits nothing and says none gets nothing at all",
    set: { ...shared, service: { parameters: ["A"] }, instance: { inherits: false, provider: none } },
    profiles: likeProfiles,
    providers: gets(byDefault, "none"),
    mixed: gets(byDefault, "none"),
  },
  {
    title: "the names of the target stand in the role of the provider",
    set: { ...prod, instance: { provider: "each" } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of each by instance"),
    mixed: gets(byDefault, "role of each by instance", ...ofProfile),
  },
  {
    title: "a service whose name would make another ARN is refused where it is filled in",
    set: { ...prod, service: { provider: "each" }, target: { service: "check:out" } },
    profiles: likeProfiles,
    providers: refused("invalid-role-arn"),
    mixed: refused("invalid-role-arn"),
  },
  {
    title: "static keys cannot be limited to reading",
    set: { ...prod, service: { provider: "partner" }, purpose: "plan" },
    profiles: likeProfiles,
    providers: refused("plan-needs-role"),
    mixed: refused("plan-needs-role"),
  },
  // Rules 8 to 10: the parameters.
  {
    title: "a parameter of the instance comes before that of the service, key by key",
    set: { ...shared, service: { parameters: ["A", "B"] }, instance: { parameters: ["C", "B"] } },
    profiles: likeProfiles,
    providers: gets(
      ...[byDefault, "role of shared by org"],
      ...["A of service", "B of instance over service", "C of instance"],
    ),
    mixed: gets(
      ...[byDefault, "role of shared by org"],
      ...["A of service", "B of instance over service", "C of instance"],
    ),
  },
  {
    title: "a single parameter of the service replaces all of the profile's",
    set: { ...shared, service: { parameters: ["B"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org", "B of service"),
    mixed: gets(byDefault, "role of shared by org", "B of service"),
  },
  {
    title: "none on the instance hides the value of the service",
    set: { ...shared, service: { parameters: ["A", "B"] }, instance: { parameters: ["-A"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org", "B of service"),
    mixed: gets(byDefault, "role of shared by org", "B of service"),
  },
  {
    title: "where none leaves no value of instance and service, the profile's other parameters apply",
    set: { ...shared, service: { parameters: ["A"] }, instance: { parameters: ["-A"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", "P of profile"),
  },
  {
    title: "none on the service hides the value of the profile",
    set: { ...shared, service: { parameters: ["-P"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", "A of profile"),
  },
  {
    title: "a value on the instance comes before none on the service",
    set: { ...shared, service: { parameters: ["-A"] }, instance: { parameters: ["A"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org", "A of instance over service"),
    mixed: gets(byDefault, "role of shared by org", "A of instance over service"),
  },
  {
    title: "a required parameter is found on the service",
    set: { ...shared, service: { requiredParameters: ["B"], parameters: ["B"] } },
    profiles: refused("missing-parameter"),
    providers: gets(byDefault, "role of shared by org", "B of service"),
    mixed: gets(byDefault, "role of shared by org", "B of service"),
  },
  {
    title: "a required parameter is found on the profile",
    set: { ...shared, service: { requiredParameters: ["A"] } },
    profiles: likeProfiles,
    providers: refused("missing-parameter"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  {
    title: "a required parameter of the profile is missing once the service has another parameter",
    set: { ...shared, service: { requiredParameters: ["A"], parameters: ["B"] } },
    profiles: likeProfiles,
    providers: refused("missing-parameter"),
    mixed: refused("missing-parameter"),
  },
  {
    title: "none does not count as a required parameter",
    set: {
      ...shared,
      service: { requiredParameters: ["B"], parameters: ["B"] },
      instance: { parameters: ["-B"] },
    },
    ...inAllModes(refused("missing-parameter")),
  },
  {
    title: "an instance that inherits nothing needs the required parameters of its service, too",
    set: {
      ...shared,
      service: { requiredParameters: ["A"], parameters: ["A"] },
      instance: { inherits: false, provider: "aws" },
    },
    profiles: likeProfiles,
    providers: refused("missing-parameter"),
    mixed: refused("missing-parameter"),
  },
  {
    title: "a reference is refused under static keys",
    set: { ...prod, service: { provider: "partner", parameters: ["@B"] } },
    profiles: likeProfiles,
    providers: refused("secret-not-readable"),
    mixed: refused("secret-not-readable"),
  },
  {
    title: "a reference is refused where nobody gives a role",
    set: { ...prod, service: { provider: none, parameters: ["@B"] } },
    profiles: likeProfiles,
    providers: refused("secret-not-readable"),
    mixed: refused("secret-not-readable"),
  },
  {
    title: "what is set on a removed service and instance applies to the deploy that brings them back",
    set: {
      ...shared,
      service: { parameters: ["A"], removed: true },
      instance: { provider: "aws", removed: true },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance", "A of service"),
    mixed: gets(byDefault, "role of aws by instance", "A of service"),
  },
  // Blueprints: what is not there yet counts as it will begin.
  {
    title: "a service that is not there yet has what the blueprint of services says",
    set: { ...shared, blueprint: { provider: "aws", parameters: ["A"] } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by service", "A of service"),
    mixed: gets(byDefault, "role of aws by service", "A of service"),
  },
  {
    title:
      "an instance that is not there yet has what the blueprint of its stage says, before that of its service",
    set: {
      ...shared,
      blueprint: { provider: "aws", parameters: ["A", "B"] },
      blueprints: { prod: { provider: "partner", parameters: ["A"] } },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "keys of partner by instance", "A of instance over service", "B of service"),
    mixed: gets(byDefault, "keys of partner by instance", "A of instance over service", "B of service"),
  },
  {
    title: "a new instance of a service that is there has what the blueprint of its stage says",
    set: {
      ...shared,
      service: { requiredParameters: ["A"] },
      blueprints: { prod: { provider: "aws", parameters: ["A"] } },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance", "A of instance"),
    mixed: gets(byDefault, "role of aws by instance", "A of instance"),
  },
  {
    title: "the blueprint of another stage says nothing",
    set: { ...shared, blueprints: { dev: { provider: "partner", parameters: ["A"], inherits: false } } },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  {
    title: "what is there gets nothing of a blueprint, also where nothing is set on it",
    set: {
      ...{ ...shared, service: {}, instance: {} },
      blueprint: { provider: "aws", parameters: ["A"] },
      blueprints: { prod: { provider: "partner", parameters: ["B"] } },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of shared by org"),
    mixed: gets(byDefault, "role of shared by org", ...ofProfile),
  },
  {
    title: "what is removed comes back as it was, and not by a blueprint",
    set: {
      ...{ ...shared, service: { removed: true }, instance: { provider: "aws", removed: true } },
      blueprint: { parameters: ["A"] },
      blueprints: { prod: { provider: "partner" } },
    },
    profiles: likeProfiles,
    providers: gets(byDefault, "role of aws by instance"),
    mixed: gets(byDefault, "role of aws by instance", ...ofProfile),
  },
  {
    title: "a blueprint whose instances inherit nothing hides that of services",
    set: {
      ...shared,
      blueprint: { provider: "aws" },
      blueprints: { prod: { inherits: false, parameters: ["A"] } },
    },
    profiles: likeProfiles,
    providers: refused("no-provider"),
    mixed: refused("no-provider"),
  },
];

/** A deploy of the golden set. */
export interface GoldenDeploy {
  readonly title: string;
  readonly mode: AppMode;
  readonly org: OrgSet;
  readonly target: DeployTarget;
  readonly purpose: "deploy" | "plan";
  readonly expected: Told;
}

const modes: readonly AppMode[] = ["profiles", "providers", "mixed"];

/** Every edge in every mode. */
export const golden: readonly GoldenDeploy[] = edges.flatMap((edge) =>
  modes.map((mode): GoldenDeploy => {
    const {
      orgStages = [],
      orgDefault = null,
      service,
      instance,
      target: changes,
      purpose,
      ...app
    } = edge.set;
    const target = makeTarget(changes);
    return {
      ...{ title: edge.title, mode, target, purpose: purpose ?? "deploy", expected: edge[mode] },
      org: {
        ...common,
        stages: orgStages,
        defaultProvider: orgDefault,
        apps: {
          [target.app]: {
            ...{ ...app, mode },
            services: service === undefined ? {} : { [target.service]: service },
            instances: instance === undefined ? {} : { [instanceKey(target)]: instance },
          },
        },
      },
    };
  }),
);
