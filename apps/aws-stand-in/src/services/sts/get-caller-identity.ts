import type { Caller } from "../../identity/caller.ts";
import type { XmlContent } from "./xml.ts";

/** The GetCallerIdentityResult. AWS answers it whatever the caller's permissions are. */
export function getCallerIdentity(caller: Caller): XmlContent {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId };
}
