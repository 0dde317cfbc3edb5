import fc from "fast-check";
import type {
  AppSnapshot,
  ParameterSnapshot,
  ProfileSnapshot,
  ProviderSnapshot,
  Snapshot,
  TargetSnapshot,
} from "../../services/profiles/src/domain/migrating/snapshot.ts";

const profileNames = ["dev", "prod", "open", "none"] as const;
const stages = ["dev", "prod", "test", "pr-1"] as const;
const regions = ["eu-west-1", "us-east-1"] as const;
const keys = ["A", "B", "C"] as const;

const profileName = fc.constantFrom(...profileNames);
const role = fc.record(
  {
    roleArn: fc.constantFrom("arn:aws:iam::111111111111:role/one", "arn:aws:iam::222222222222:role/two"),
    durationSeconds: fc.constantFrom(900, 3_600),
    planRoleArn: fc.constant("arn:aws:iam::111111111111:role/plan"),
    sourceIdentity: fc.constantFrom("deployment" as const, "none" as const),
  },
  { requiredKeys: ["roleArn", "durationSeconds"] },
);

const keySettings = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(...keys), sensitive: fc.boolean(), isReference: fc.boolean() }),
  { selector: ({ key }) => key },
);

const profile = fc
  .record({
    accessRole: fc.option(role),
    version: fc.integer({ min: 1, max: 9 }),
    parameters: keySettings,
    legacy: fc.constantFrom("allow" as const, "deny" as const),
  })
  .map(({ accessRole, version, parameters, legacy }): Omit<ProfileSnapshot, "name"> => {
    // A profile without a role cannot have references.
    const made = parameters.map((each): ParameterSnapshot => {
      const isReference = each.isReference && accessRole !== null;
      return { ...each, isNone: false, isReference, valueId: "" };
    });
    return { version, accessRole, parameters: made, safeguards: [], clients: { legacy }, valuesBytes: 10 };
  });

/** Nothing is set on nearly all of them, since what is there already is a conflict. */
const rarely = <T>(value: T, otherwise: T) =>
  fc.oneof({ weight: 60, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: fc.constant(value) });
const setting = fc.record({
  provider: rarely<TargetSnapshot["provider"]>({ none: true }, null),
  inherits: rarely(false, true),
  parameters: fc.constant<ParameterSnapshot[]>([]),
  requiredParameters: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 2 }),
});
const instance = fc.record({ stage: fc.constantFrom(...stages), region: fc.constantFrom(...regions) });
const service = fc.record({
  setting,
  instances: fc.uniqueArray(fc.record({ at: instance, setting }), {
    selector: ({ at }) => `${at.stage} ${at.region}`,
    maxLength: 5,
  }),
});

const app = fc
  .record({
    mode: fc.constantFrom("profiles" as const, "profiles" as const, "mixed" as const, "providers" as const),
    defaultProfile: fc.option(profileName),
    inheritsStages: fc.boolean(),
    unprofiled: fc.constantFrom("refuse" as const, "allow" as const),
    stages: fc.dictionary(fc.constantFrom(...stages), profileName, { maxKeys: 3 }),
    services: fc.dictionary(fc.constantFrom("api", "worker", "none"), service, { maxKeys: 3 }),
  })
  .map(
    ({ services, stages: mapped, ...settings }): Omit<AppSnapshot, "name"> => ({
      ...settings,
      stages: new Map(Object.entries(mapped)),
      targets: Object.entries(services).flatMap(([name, { setting: own, instances }]) => [
        { service: name, stage: null, region: null, ...own, inherits: true },
        ...instances.map(({ at, setting: its }) => ({
          service: name,
          ...at,
          ...its,
          requiredParameters: [],
        })),
      ]),
    }),
  );

const provider = fc.record({ accessRole: fc.option(role, { freq: 10 }), revision: fc.constant(2) });
const line = fc.record({ stages: fc.constantFrom("prod", "test", "*", "pr-*", "d*"), profile: profileName });

/** Any organization, in which a name means something at every place where it can stand. */
export const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    profiles: fc.tuple(...profileNames.map(() => profile)),
    apps: fc.dictionary(fc.constantFrom("web", "jobs", "none"), app, { minKeys: 1, maxKeys: 3 }),
    lines: fc.uniqueArray(line, { selector: (each) => each.stages, maxLength: 3 }),
    taken: fc.constantFrom(undefined, undefined, ...profileNames),
    other: fc.option(fc.record({ provider, isDefault: fc.boolean() })),
    legacy: fc.constantFrom(undefined, "allow" as const, "deny" as const),
  })
  .map(({ profiles, apps, lines, taken, other, legacy }): Snapshot => {
    const named = profiles.map((each, index) => withName(profileNames[index] ?? "dev", each));
    const providers = new Map<string, ProviderSnapshot>();
    const own = named.find(({ name }) => name === taken);
    if (own !== undefined && own.accessRole !== null)
      providers.set(own.name, {
        name: own.name,
        revision: 1,
        accessRole: own.accessRole,
        isDefault: false,
        apps: null,
      });
    if (other !== null)
      providers.set("shared", { name: "shared", ...other.provider, isDefault: other.isDefault, apps: null });
    return {
      org: "acmecorp",
      orgClients: legacy === undefined ? {} : { legacy },
      orgStages: lines,
      profiles: new Map(named.map((each) => [each.name, each])),
      providers,
      apps: new Map(Object.entries(apps).map(([name, each]) => [name, { name, ...each }])),
    };
  });

/** Any target of an app, whether or not anything of it is known. */
export const anyTarget = fc.record({
  app: fc.constantFrom("web", "jobs", "none"),
  service: fc.constantFrom("api", "worker", "none", "new"),
  stage: fc.constantFrom(...stages, "${opt:stage, 'dev'}", "pr-2", "d", "produciton"),
  region: fc.constantFrom(...regions, "ap-southeast-2"),
});

function withName(name: string, made: Omit<ProfileSnapshot, "name">): ProfileSnapshot {
  const parameters = made.parameters.map((each) => ({ ...each, valueId: `${each.key} of ${name}` }));
  return { ...made, name, parameters };
}
