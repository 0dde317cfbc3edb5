import { fillAccessRole, type KnownTarget, type Origins, type Plan } from "@stagepass/contracts";
import { type CredentialsSource, chooseCredentials, needsProvider } from "./precedence/choose-credentials.ts";
import { mergeParameters, missingParameters } from "./precedence/merge-parameters.ts";
import { missingParameter } from "./refusals/missing-parameter.ts";
import { noProvider, unnamedInstance } from "./refusals/no-provider.ts";
import { noRoleToRead } from "./refusals/no-role-to-read.ts";
import { type FoundSettings, type SettingsPorts, type Standings, settingsOf } from "./settings-of.ts";
import type { ProviderStanding } from "./target-standing.ts";

/** The part of a plan that is about credentials and parameters. */
export type TargetPlan = Pick<
  Plan,
  "provider" | "accessRole" | "parameterKeys" | "origins" | "unnamedInstance"
>;

/**
 * Plans credentials and parameters by the order of precedence. Throws `no-provider` where a provider has to apply and
 * none does, `missing-parameter` for keys that the service demands, `secret-not-readable` for a reference where no
 * role applies, `invalid-role-arn` for a target that does not fit into the ARN of the provider's role, and `Outdated`.
 */
export async function planTarget(
  ports: SettingsPorts,
  target: KnownTarget,
  standings: Standings,
): Promise<TargetPlan> {
  const { app, profile } = standings;
  if (app.mode === "profiles" && app.service === undefined) return byProfile(standings);
  const namesInstance = target.service !== undefined && target.region !== undefined;
  if (app.mode === "providers" && !namesInstance) throw unnamedInstance(target);
  const all = await settingsOf(ports, target, standings);
  // Where the client does not name its instance, nobody knows what is set on it. The profile answers such clients.
  const settings: FoundSettings = namesInstance ? all : { ...all, mode: "profiles" };
  const parameters = mergeParameters(settings);
  const missing = missingParameters(settings, parameters);
  if (missing.length > 0) throw missingParameter(target, missing);
  if (app.mode === "mixed" && !namesInstance) return { ...byProfile(standings), unnamedInstance: true };
  if (settings.mode === "profiles") return byProfile(standings);
  const source = chooseCredentials(settings);
  if (source === undefined && needsProvider(settings)) throw noProvider(target, settings);
  const provider = providerOf(standings, source);
  const accessRole = source?.from === "profile" ? profile.accessRole : (provider?.accessRole ?? null);
  const reference = accessRole === null ? firstReference(settings, parameters) : undefined;
  if (reference !== undefined) throw noRoleToRead(target, reference, provider);
  return {
    provider: provider && { name: provider.name, revision: provider.revision, level: provider.level },
    accessRole: accessRole && fillAccessRole(accessRole, target),
    parameterKeys: parameters.map(({ key }) => key),
    origins: originsOf(standings, parameters, provider),
  };
}

function byProfile({ profile: { accessRole, parameterKeys } }: Standings): TargetPlan {
  return { provider: null, accessRole, parameterKeys };
}

/** The first parameter whose value would have to be read from AWS. */
function firstReference(
  { referenceKeys }: FoundSettings,
  parameters: Origins["parameters"],
): Origins["parameters"][number] | undefined {
  return parameters.find(({ key, source }) => referenceKeys[source].includes(key));
}

type LeveledProvider = ProviderStanding & Pick<NonNullable<Plan["provider"]>, "level">;

/** Finds the provider of a source of credentials, or null where they come from elsewhere or nowhere. */
export function providerOf(
  { app }: Standings,
  source: CredentialsSource | undefined,
): LeveledProvider | null {
  if (source?.from !== "provider") return null;
  const provider = app.providers[source.level];
  if (provider === undefined) throw new Error(`The ${source.level} names a provider that is not there.`);
  return { ...provider, level: source.level };
}

/** Names what the parameters and static keys of a plan are opened by. */
export function originsOf(
  { app }: Standings,
  parameters: Origins["parameters"],
  provider: LeveledProvider | null,
): Origins {
  const comesFrom = (level: "service" | "instance") => parameters.some(({ source }) => source === level);
  return {
    parameters,
    service: comesFrom("service") ? (app.service?.contentId ?? null) : null,
    instance: comesFrom("instance") ? (app.instance?.contentId ?? null) : null,
    staticKeys:
      provider?.accessRole === null ? { provider: provider.name, revision: provider.revision } : null,
  };
}
