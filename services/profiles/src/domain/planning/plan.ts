import type {
  AccessRole,
  ChosenProfile,
  KnownTarget,
  OrgClients,
  Plan,
  ProfileClients,
  Safeguard,
  Unprofiled,
} from "@stagepass/contracts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { legacyUseOf } from "./legacy-use.ts";
import { noProfile } from "./no-profile.ts";
import type { VersionName } from "./open.ts";
import { chooseProfile, type ProfileMap } from "./precedence/choose-profile.ts";

/** What an app and its organization say about a stage. */
export interface AppStanding extends ProfileMap {
  /** What happens to a deploy to which no profile applies. */
  readonly unprofiled: Unprofiled;
  readonly orgClients: OrgClients;
}

/** The content of a version that a plan needs, without parameter values. It never changes. */
export interface VersionContent {
  readonly accessRole: AccessRole | null;
  readonly parameterKeys: string[];
  readonly safeguards: Safeguard[];
  readonly clients: ProfileClients;
}

/** What planning needs from outside, beside what the app says. */
export interface PlanPorts extends Pick<NearNames, "listNearApps"> {
  /** Returns the content of a version that an app names. */
  getContent(version: VersionName): Promise<VersionContent>;
}

/** Returns what a deploy to the target would use, without any parameter value. Throws `not-found` and `no-profile`. */
export async function plan(
  ports: PlanPorts,
  target: Pick<KnownTarget, "org" | "app" | "stage">,
  app: AppStanding | undefined,
): Promise<Plan> {
  if (app === undefined) throw await noSuchApp(ports, target.org, target.app);
  const profile = chooseProfile(target.stage, app) ?? null;
  if (profile === null && app.unprofiled === "refuse") throw noProfile(target, app);
  const content = profile === null ? nothing : await contentOf(ports, target.org, profile);
  return {
    profile,
    accessRole: content.accessRole,
    parameterKeys: content.parameterKeys,
    safeguards: content.safeguards,
    clients: { legacy: legacyUseOf(content.clients, app.orgClients) },
  };
}

/** What a deploy without a profile has of one. */
const nothing: VersionContent = { accessRole: null, parameterKeys: [], safeguards: [], clients: {} };

function contentOf(ports: PlanPorts, org: string, { name, version }: ChosenProfile): Promise<VersionContent> {
  return ports.getContent({ org, profile: name, version });
}
