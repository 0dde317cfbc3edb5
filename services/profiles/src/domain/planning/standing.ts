import type { WorkingKey } from "../access-keys/authenticate.ts";
import type { AppStanding } from "./plan.ts";

/** What is known, as of one moment, of an access key and of what an app says about a stage. */
export interface Standing {
  /** The key, unless it is unknown, revoked or expired. */
  readonly key: WorkingKey | undefined;
  /** What the app says; undefined without such an app. */
  readonly app: AppStanding | undefined;
}
