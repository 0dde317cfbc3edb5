import type { WorkingKey } from "../access-keys/authenticate.ts";
import type { AppStanding } from "./plan.ts";

/** An access key and what an app says about a stage, as of one moment. */
export interface Standing {
  /** The key, unless it is unknown, revoked or expired. */
  readonly key: WorkingKey | undefined;
  /** What the app says. It is undefined when the app does not exist. */
  readonly app: AppStanding | undefined;
}
