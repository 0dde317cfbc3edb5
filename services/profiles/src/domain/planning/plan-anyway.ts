import { type AccessRole, fillAccessRole, type KnownTarget, type Plan, Problem } from "@stagepass/contracts";
import { noSuchApp } from "../common/no-such.ts";
import { legacyUseOf } from "./legacy-use.ts";
import { contentOf, type PlanPorts } from "./plan.ts";
import { originsOf, providerOf } from "./plan-target.ts";
import { chooseCredentials } from "./precedence/choose-credentials.ts";
import { chooseProfile } from "./precedence/choose-profile.ts";
import { mergeParameters } from "./precedence/merge-parameters.ts";
import { settingsOf } from "./settings-of.ts";
import type { AppStanding } from "./standing.ts";

/**
 * Returns what is set for a target, also where a deploy of it would be refused: a deploy that happened before can have got
 * these values. References are left out where no role can read them. Throws `not-found`.
 */
export async function planAnyway(
  ports: PlanPorts,
  target: KnownTarget,
  app: AppStanding | undefined,
): Promise<Plan> {
  if (app === undefined) throw await noSuchApp(ports, target.org, target.app);
  const chosen = chooseProfile(target.stage, app) ?? null;
  const profile = await contentOf(ports, target.org, chosen);
  const standings = { app, profile };
  const settings = await settingsOf(ports, target, standings);
  const source = chooseCredentials(settings);
  const provider = providerOf(standings, source);
  const accessRole = source?.from === "profile" ? profile.accessRole : (provider?.accessRole ?? null);
  const role = accessRole && roleFor(accessRole, target);
  const parameters = mergeParameters(settings).filter(
    ({ key, source }) => role !== null || !settings.referenceKeys[source].includes(key),
  );
  return {
    profile: chosen,
    provider: provider && { name: provider.name, revision: provider.revision, level: provider.level },
    accessRole: role,
    parameterKeys: parameters.map(({ key }) => key),
    ...(settings.mode !== "profiles" && { origins: originsOf(standings, parameters, provider) }),
    safeguards: profile.safeguards,
    clients: { legacy: legacyUseOf(profile.clients, app.orgClients) },
  };
}

/** The role for the target, or null where its names do not fit into the ARN. */
function roleFor(role: AccessRole, target: KnownTarget): Plan["accessRole"] {
  try {
    return fillAccessRole(role, target);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
