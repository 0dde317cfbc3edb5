import type {
  AccessRole,
  KnownTarget,
  OrgClients,
  Plan,
  ProfileClients,
  Safeguard,
} from "@stagepass/contracts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { type AppProfiles, chooseProfile } from "./choose-profile.ts";
import { legacyUseOf } from "./legacy-use.ts";
import type { VersionName } from "./open.ts";

/** What an app says about a stage, with the newest versions of the profiles that it names. */
export interface AppStanding extends AppProfiles {
  /** The newest version of the stage's own profile, or null when it has none. */
  readonly stageVersion: number | null;
  /** The newest version of the app's default profile, or null when it has none. */
  readonly defaultVersion: number | null;
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
  const { name, matchedBy } = chooseProfile(target, app);
  const version = matchedBy === "stage" ? app.stageVersion : app.defaultVersion;
  if (version === null) throw new Error(`${target.org}/${target.app} names a profile that is not there.`);
  const content = await ports.getContent({ org: target.org, profile: name, version });
  return {
    profile: { name, version, matchedBy },
    accessRole: content.accessRole,
    parameterKeys: content.parameterKeys,
    safeguards: content.safeguards,
    clients: { legacy: legacyUseOf(content.clients, app.orgClients) },
  };
}
