import type { AccessRole, AppMode, ProviderLink, ProviderRole, Unprofiled } from "@stagepass/contracts";
import type {
  AppSnapshot,
  ParameterSnapshot,
  ProfileSnapshot,
  ProviderSnapshot,
  Snapshot,
  TargetSnapshot,
} from "../src/domain/migrating/snapshot.ts";

/** A configuration as a test writes it down. What is left out is not there. */
export interface WrittenOrg {
  readonly stages?: Snapshot["orgStages"];
  readonly profiles?: Readonly<Record<string, WrittenProfile>>;
  readonly providers?: Readonly<Record<string, Partial<ProviderSnapshot>>>;
  readonly apps?: Readonly<Record<string, WrittenApp>>;
}

/** A profile. Its parameters are keys; a key that begins with `@` has a reference, one that ends with `?` is not sensitive. */
export interface WrittenProfile {
  readonly role?: string | AccessRole;
  readonly parameters?: readonly string[];
  readonly valuesBytes?: number;
}

/** An app. Its services are `checkout`, and its instances `checkout prod eu-central-1`. */
export interface WrittenApp {
  readonly mode?: AppMode;
  readonly default?: string;
  readonly stages?: Readonly<Record<string, string>>;
  readonly inheritsStages?: boolean;
  readonly unprofiled?: Unprofiled;
  readonly targets?: readonly string[] | Readonly<Record<string, WrittenSetting>>;
}

/** What is set on a service or an instance. */
export interface WrittenSetting {
  readonly provider?: ProviderLink;
  readonly inherits?: boolean;
  readonly parameters?: readonly string[];
  readonly requires?: readonly string[];
}

/** Makes the snapshot of a configuration. */
export function makeSnapshot({
  stages = [],
  profiles = {},
  providers = {},
  apps = {},
}: WrittenOrg): Snapshot {
  return {
    org: "acmecorp",
    orgClients: {},
    orgStages: stages,
    profiles: mapOf(profiles, profile),
    providers: mapOf(providers, provider),
    apps: mapOf(apps, app),
  };
}

/** The role that a test names by one word. */
export function roleNamed(name: string): AccessRole {
  return { roleArn: `arn:aws:iam::111111111111:role/${name}`, durationSeconds: 3_600 };
}

function mapOf<W, T>(
  written: Readonly<Record<string, W>>,
  make: (name: string, written: W) => T,
): Map<string, T> {
  return new Map(Object.entries(written).map(([name, each]) => [name, make(name, each)]));
}

function profile(name: string, { role, parameters = [], valuesBytes = 0 }: WrittenProfile): ProfileSnapshot {
  return {
    name,
    version: 1,
    accessRole: role === undefined ? null : typeof role === "string" ? roleNamed(role) : role,
    parameters: parameters.map((key) => parameter(key, `profile ${name}`)),
    safeguards: [],
    clients: {},
    valuesBytes,
  };
}

function provider(name: string, changes: Partial<ProviderSnapshot>): ProviderSnapshot {
  const accessRole: ProviderRole = roleNamed(name);
  return { name, revision: 3, accessRole, isDefault: false, apps: null, ...changes };
}

function app(name: string, written: WrittenApp): AppSnapshot {
  const { targets = [] } = written;
  return {
    name,
    mode: written.mode ?? "profiles",
    defaultProfile: written.default ?? null,
    inheritsStages: written.inheritsStages ?? true,
    unprofiled: written.unprofiled ?? "refuse",
    stages: new Map(Object.entries(written.stages ?? {})),
    targets: Object.entries(
      isList(targets) ? Object.fromEntries(targets.map((each) => [each, {}])) : targets,
    ).map(([place, setting]) => target(place, setting)),
  };
}

function isList(targets: NonNullable<WrittenApp["targets"]>): targets is readonly string[] {
  return Array.isArray(targets);
}

function target(
  place: string,
  { provider = null, inherits = true, parameters = [], requires = [] }: WrittenSetting,
): TargetSnapshot {
  const [service = null, stage = null, region = null] = place.split(" ");
  return {
    ...{ service, stage, region, provider, inherits },
    parameters: parameters.map((key) => parameter(key, place)),
    requiredParameters: requires,
  };
}

function parameter(text: string, from: string): ParameterSnapshot {
  const key = text.replace(/^@/, "").replace(/\?$/, "");
  return {
    key,
    sensitive: !text.endsWith("?"),
    isNone: false,
    isReference: text.startsWith("@"),
    valueId: `${key} of ${from}`,
  };
}
