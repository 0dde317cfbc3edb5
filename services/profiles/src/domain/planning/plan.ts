import type { ChosenProfile, KnownTarget, Plan } from "@stagepass/contracts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { legacyUseOf } from "./legacy-use.ts";
import type { VersionName } from "./open.ts";
import { planTarget } from "./plan-target.ts";
import { chooseProfile } from "./precedence/choose-profile.ts";
import { noProfile } from "./refusals/no-profile.ts";
import type { SettingsPorts } from "./settings-of.ts";
import type { AppStanding } from "./standing.ts";
import type { VersionContent } from "./version-content.ts";

/** What planning needs from outside, beside what the app says. */
export interface PlanPorts extends SettingsPorts, Pick<NearNames, "listNearApps"> {
  /** Returns the content of a version that an app names. */
  getContent(version: VersionName): Promise<VersionContent>;
}

/**
 * Returns what a deploy to the target would use, without any parameter value. Throws `not-found`, `no-profile`, and what
 * `planTarget` throws.
 */
export async function plan(
  ports: PlanPorts,
  target: KnownTarget,
  app: AppStanding | undefined,
): Promise<Plan> {
  if (app === undefined) throw await noSuchApp(ports, target.org, target.app);
  const profile = chooseProfile(target.stage, app) ?? null;
  if (profile === null && app.unprofiled === "refuse") throw noProfile(target, app);
  const content = await contentOf(ports, target.org, profile);
  return {
    profile,
    ...(await planTarget(ports, target, { app, profile: content })),
    safeguards: content.safeguards,
    clients: { legacy: legacyUseOf(content.clients, app.orgClients) },
  };
}

/** What a deploy without a profile has of one. */
const nothing: VersionContent = {
  accessRole: null,
  ...{ parameterKeys: [], referenceKeys: [], safeguards: [] },
  clients: {},
};

/** Returns the content of a version, or what a deploy without a profile has of one. */
export async function contentOf(
  ports: Pick<PlanPorts, "getContent">,
  org: string,
  profile: ChosenProfile | null,
): Promise<VersionContent> {
  return profile === null
    ? nothing
    : ports.getContent({ org, profile: profile.name, version: profile.version });
}
