import { Refusal } from "../http/aws-error.ts";
import type { Caller } from "../identity/caller.ts";
import { judge, managedPolicy, parsePolicy } from "./session-policy.ts";

/**
 * Lets the caller perform `action` on `resource`, or throws the access-denied {@link Refusal} in AWS's words. A role
 * itself may do everything in its account; only the policies of a session narrow it.
 */
export function authorize(caller: Caller, action: string, resource = "*"): void {
  const { policy, policyArns = [] } = caller.session ?? {};
  const documents = [
    ...(policy === undefined ? [] : [parsePolicy(policy)]),
    ...policyArns.map(managedPolicy),
  ];
  if (documents.length === 0) return;
  const verdict = judge(documents, action, resource);
  if (verdict === "allowed") return;
  const because =
    verdict === "explicitly-denied"
      ? "with an explicit deny in a session policy"
      : `because no session policy allows the ${action} action`;
  throw accessDenied(caller, action, resource, because);
}

/** The refusal that AWS words for a caller who may not perform an action; `because` is AWS's half sentence of reason. */
export function accessDenied(caller: Caller, action: string, resource: string, because = ""): Refusal {
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  const sentence = `User: ${caller.arn} is not authorized to perform: ${action}${on} ${because}`;
  return new Refusal("access-denied", sentence.trimEnd());
}
