import type { AppMode, OrgClients, Unprofiled } from "@stagepass/contracts";
import type { WorkingKey } from "../access-keys/authenticate.ts";
import type { ProfileMap } from "./precedence/choose-profile.ts";
import type { LinkedProviders, TargetStanding } from "./target-standing.ts";

/** An access key and what an app says about a stage, as of one moment. */
export interface Standing {
  /** The key, unless it is unknown, revoked or expired. */
  readonly key: WorkingKey | undefined;
  /** What the app says. It is undefined when the app does not exist. */
  readonly app: AppStanding | undefined;
}

/**
 * What an app and its organization say about a target. It can lack what does not count: that the plan is the same with it
 * and without it is tested with random settings.
 */
export interface AppStanding extends ProfileMap {
  readonly mode: AppMode;
  /** What happens to a deploy to which no profile applies. */
  readonly unprofiled: Unprofiled;
  readonly orgClients: OrgClients;
  /** The service. Where the app resolves by profiles, all that counts of it is which parameters it demands. */
  readonly service: TargetStanding | undefined;
  readonly instance: TargetStanding | undefined;
  readonly providers: LinkedProviders;
}
