import type { KnownTarget } from "@stagepass/contracts";
import type { Openable, OpenPorts } from "../../services/profiles/src/domain/planning/open.ts";
import type { PlanPorts } from "../../services/profiles/src/domain/planning/plan.ts";
import type { AppStanding, Standing } from "../../services/profiles/src/domain/planning/standing.ts";
import type {
  ProviderStanding,
  TargetContent,
  TargetStanding,
} from "../../services/profiles/src/domain/planning/target-standing.ts";
import { type InstanceSet, instanceKey, type OrgSet, readParameter } from "./org-settings.ts";

/** An organization in memory: the ports of planning, opening and explaining, without SQL and encryption. */
export interface MemoryOrg extends PlanPorts, OpenPorts {
  findStanding(asked: KnownTarget): Promise<Standing>;
  /** Finds also what does not count, for explaining. */
  findWholeStanding(asked: KnownTarget): Promise<Standing>;
  /** Changes what is set, as a save at this moment does. */
  change(changed: OrgSet): void;
}

/** The secret of every static key in memory. */
export const secretAccessKey = "a secret of an IAM user";

/** Makes an organization with the given settings. */
export function memoryOrg(first: OrgSet): MemoryOrg {
  let org = first;
  const contents = new Contents();
  const getProfile = (name: string) => {
    const profile = org.profiles?.[name];
    if (profile === undefined) throw new Error(`nobody should ask for ${name}`);
    const { roleArn = null, parameters = [] } = profile;
    return { accessRole: roleArn === null ? null : { roleArn, durationSeconds: 3_600 }, parameters };
  };
  return {
    change: (changed) => {
      org = changed;
    },
    findStanding: async (asked) => {
      const whole = standingOf(org, contents, asked);
      return { key: undefined, app: whole && whatCounts(contents, whole) };
    },
    findWholeStanding: async (asked) => ({ key: undefined, app: standingOf(org, contents, asked) }),
    listNearApps: async () => [],
    getContent: async ({ profile }) => {
      const { accessRole, parameters } = getProfile(profile);
      return { accessRole, ...keysOf(parameters), safeguards: [], clients: {} };
    },
    findTargetContent: async ({ contentId }) => contents.content(contentId),
    isTargetSet: async ({ contentId }) => contents.isSet(org, contentId),
    findOpenableTarget: async ({ contentId }) => contents.openable(contentId),
    findVersionState: async () => "open",
    findOpenable: async ({ profile }) => {
      const { accessRole, parameters } = getProfile(profile);
      return { accessRole, ...openable("profile", parameters) };
    },
    findStaticKeys: async ({ provider }) =>
      org.providers?.[provider] === null ? { accessKeyId: provider, secretAccessKey } : undefined,
    readSecrets: async ({ accessRole, references }) => ({
      values: references.map(({ key }) => ({ key, value: `${accessRole.roleArn} ${key}` })),
    }),
  };
}

/** What was ever set on services and instances, each under an id that never means anything else. */
class Contents {
  readonly #ids = new Map<string, string>();
  readonly #sets: { readonly place: Place; readonly set: InstanceSet }[] = [];

  /** Returns the id of what is set at a place. Another one is made when something else was set there before. */
  idOf(place: Place, set: InstanceSet): string {
    const text = JSON.stringify([place, set]);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = String(this.#sets.push({ place, set }));
    this.#ids.set(text, id);
    return id;
  }

  content(id: string): TargetContent | undefined {
    const { set } = this.#sets[Number(id) - 1] ?? {};
    if (set === undefined) return undefined;
    const parameters = (set.parameters ?? []).map(readParameter);
    return {
      parameters: parameters.map(({ key, kind }) => ({ key, isNone: kind === "none" })),
      requiredParameters: "requiredParameters" in set ? (set.requiredParameters as string[]) : [],
      referenceKeys: parameters.flatMap(({ key, kind }) => (kind === "reference" ? [key] : [])),
    };
  }

  isSet(org: OrgSet, id: string): boolean {
    const found = this.#sets[Number(id) - 1];
    return found !== undefined && JSON.stringify(setAt(org, found.place)) === JSON.stringify(found.set);
  }

  openable(id: string): Openable | undefined {
    const found = this.#sets[Number(id) - 1];
    return found && openable(found.place.level, found.set.parameters ?? []);
  }
}

/** A service, an instance, or a blueprint of one of them. */
interface Place {
  readonly app: string;
  readonly level: "service" | "instance";
  /** The name of the service, what names the instance, or the stage of the blueprint. */
  readonly name: string;
  readonly isBlueprint: boolean;
}

function setAt(org: OrgSet, { app, level, name, isBlueprint }: Place): InstanceSet | undefined {
  const { services, instances, blueprint, blueprints } = org.apps[app] ?? {};
  if (level === "service") return isBlueprint ? blueprint : services?.[name];
  return isBlueprint ? blueprints?.[name] : instances?.[name];
}

function standingOf(org: OrgSet, contents: Contents, target: KnownTarget): AppStanding | undefined {
  const app = org.apps[target.app];
  if (app === undefined) return undefined;
  const { mode = "profiles", inheritsStages = true, unprofiled = "refuse", defaultProfile = null } = app;
  const newest = (name: string | null | undefined) => (name == null ? null : { name, version: 1 });
  const standings = targetsOf(org, contents, target);
  return {
    ...{ mode, inheritsStages, unprofiled, orgClients: {}, ...standings },
    ofStage: newest(app.stages?.[target.stage]),
    ofApp: newest(defaultProfile),
    orgStages: (org.stages ?? []).map(({ stages, profile }) => ({ stages, name: profile, version: 1 })),
    providers: {
      instance: providerAt(org, standings.instance?.provider),
      service: providerAt(org, standings.service?.provider),
      org: providerAt(org, org.defaultProvider),
    },
  };
}

/** Leaves out what the database does not read for a plan. By profiles, it reads only a service that demands parameters. */
function whatCounts(contents: Contents, whole: AppStanding): AppStanding {
  const { mode, inheritsStages, ofStage, ofApp, service } = whole;
  const orgStages = inheritsStages && ofStage === null && ofApp === null ? whole.orgStages : [];
  if (mode !== "profiles") return { ...whole, orgStages };
  const demanded = service && contents.content(service.contentId)?.requiredParameters;
  return {
    ...{ ...whole, orgStages, instance: undefined },
    service: demanded === undefined || demanded.length === 0 ? undefined : service,
    providers: { instance: undefined, service: undefined, org: undefined },
  };
}

function targetsOf(org: OrgSet, contents: Contents, { app, service, region, stage }: KnownTarget) {
  const standingAt = (level: Place["level"], name: string, blueprint: string): TargetStanding | undefined => {
    const places = [
      { app, level, name, isBlueprint: false },
      { app, level, name: blueprint, isBlueprint: true },
    ];
    const place = places.find((each) => setAt(org, each) !== undefined);
    const set = place && setAt(org, place);
    if (place === undefined || set === undefined) return undefined;
    const { isBlueprint } = place;
    const { provider = null, inherits = true } = set;
    return { contentId: contents.idOf(place, set), provider, inherits, isBlueprint };
  };
  const namesInstance = service !== undefined && region !== undefined;
  return {
    service: service === undefined ? undefined : standingAt("service", service, ""),
    instance: namesInstance
      ? standingAt("instance", instanceKey({ service, stage, region }), stage)
      : undefined,
  };
}

function providerAt(org: OrgSet, link: TargetStanding["provider"] | undefined): ProviderStanding | undefined {
  if (typeof link !== "string") return undefined;
  const roleArn = org.providers?.[link];
  if (roleArn === undefined) throw new Error(`${link} is linked and not there`);
  return {
    name: link,
    revision: 1,
    accessRole: roleArn === null ? null : { roleArn, durationSeconds: 3_600 },
  };
}

function keysOf(parameters: readonly string[]) {
  const read = parameters.map(readParameter);
  return {
    parameterKeys: read.map(({ key }) => key),
    referenceKeys: read.flatMap(({ key, kind }) => (kind === "reference" ? [key] : [])),
  };
}

/** The value of every parameter names the level and the key. */
function openable(level: string, parameters: readonly string[]): Openable {
  const read = parameters.map(readParameter).filter(({ kind }) => kind !== "none");
  const values = read.flatMap(({ key, kind }) =>
    kind === "value" ? [[key, `${level} ${key}`] as const] : [],
  );
  return {
    parameters: read.map(({ key, kind }) => ({
      key,
      sensitive: true,
      reference: kind === "reference" ? { secretId: key } : null,
    })),
    unseal: async () => new Map(values),
  };
}
