import type { Caller } from "../../identity/caller.ts";
import type { XmlContent } from "./xml.ts";

/** Returns the GetCallerIdentityResult. As on AWS, no permission is needed for it. */
export function getCallerIdentity(caller: Caller): XmlContent {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId };
}
