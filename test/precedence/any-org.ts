import { type AppMode, type DeployTarget, type ProviderLink, Purpose } from "@stagepass/contracts";
import fc from "fast-check";
import { type AppSet, type InstanceSet, instanceKey, type OrgSet, type ServiceSet } from "./org-settings.ts";
import type { Asked } from "./resolve-in-memory.ts";

const apps = ["storefront", "backoffice"];
const services = ["checkout", "cart", "check:out"];
const stages = ["prod", "dev"];
const regions = ["eu-central-1", "us-east-1"];
const profiles = ["prod", "dev", "bare"];
const providers = ["aws", "each", "partner", "shared"];
const keys = ["A", "B", "C"];

const targets = apps.flatMap((app) =>
  services.flatMap((service) =>
    stages.flatMap((stage) =>
      regions.map((region): DeployTarget => ({ org: "acmecorp", app, stage, service, region })),
    ),
  ),
);
const places = targets.filter(({ app }) => app === apps[0]).map((target) => instanceKey(target));

const link: fc.Arbitrary<ProviderLink> = fc.oneof(
  fc.constant(null),
  fc.constant({ none: true } as const),
  fc.constantFrom(...providers),
);
const byKey = { selector: (text: string) => text.replace(/^[-@]/, "") };
const parameters = fc.uniqueArray(
  fc.constantFrom(...keys.flatMap((key) => [key, key, `-${key}`, `@${key}`])),
  byKey,
);
const orNone = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

/** An object with some of the keys. */
const some = <T>(names: readonly string[], value: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length, noNullPrototype: true });

const service: fc.Arbitrary<ServiceSet> = fc.record({
  provider: link,
  parameters,
  requiredParameters: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 1 }),
  removed: fc.boolean(),
});
const instance: fc.Arbitrary<InstanceSet> = fc.record({
  provider: link,
  parameters,
  inherits: fc.boolean(),
  removed: fc.boolean(),
});
const blueprints = {
  blueprint: fc.record({ provider: link, parameters }),
  blueprints: some(stages, fc.record({ provider: link, parameters, inherits: fc.boolean() })),
};
const app: fc.Arbitrary<AppSet> = fc.record({
  mode: fc.constantFrom<AppMode[]>("profiles", "providers", "mixed"),
  inheritsStages: fc.boolean(),
  unprofiled: fc.constantFrom("refuse", "allow"),
  defaultProfile: orNone(fc.constantFrom(...profiles)),
  stages: some(stages, fc.constantFrom(...profiles)),
  services: some(services, service),
  instances: some(places, instance),
  ...blueprints,
});
const line = fc.record({
  stages: fc.constantFrom("prod", "p*", "*", "d?v"),
  profile: fc.constantFrom(...profiles),
});
const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;

/** An organization with apps, stages, services, instances, profiles, providers and a stage map, any of them missing. */
export const anyOrg: fc.Arbitrary<OrgSet> = fc.record({
  stages: fc.array(line, { maxLength: 3 }),
  profiles: fc.record({
    prod: fc.record({ roleArn: orNone(fc.constant(role("of-profile"))), parameters: fc.subarray(keys) }),
    // A profile without a role has no references.
    dev: fc.record({
      roleArn: fc.constant(role("of-dev")),
      parameters: fc.constantFrom(["A", "@B"], ["@A"], []),
    }),
    bare: fc.constant({}),
  }),
  providers: fc.constant({
    aws: role("aws"),
    each: role("{app}_{service}"),
    partner: null,
    shared: role("shared"),
  }),
  defaultProvider: orNone(fc.constantFrom(...providers)),
  apps: fc.record({ storefront: app, backoffice: app }),
});

/** A deploy or a plan of any target. */
export const anyAsked: fc.Arbitrary<Asked> = fc.record({
  target: fc.constantFrom(...targets),
  purpose: fc.constantFrom(...Purpose.options),
});

/** The same organization, where something of the first app was changed meanwhile, or an instance appeared. */
export const changedOrg = (org: OrgSet): fc.Arbitrary<OrgSet> =>
  fc
    .record({ services: some(services, service), instances: some(places, instance), ...blueprints })
    .map((changes) => ({
      ...org,
      apps: {
        ...org.apps,
        storefront: {
          ...org.apps["storefront"],
          ...changes,
          services: { ...org.apps["storefront"]?.services, ...changes.services },
          instances: { ...org.apps["storefront"]?.instances, ...changes.instances },
        },
      },
    }));

/** The same organization once a target was deployed: its service and its instance are there, as their blueprints say. */
export function deployedOrg(org: OrgSet, target: DeployTarget): OrgSet {
  const app = org.apps[target.app];
  const made: AppSet = {
    ...app,
    services: { [target.service]: app?.blueprint ?? {}, ...app?.services },
    instances: { [instanceKey(target)]: app?.blueprints?.[target.stage] ?? {}, ...app?.instances },
  };
  return { ...org, apps: { ...org.apps, [target.app]: made } };
}
