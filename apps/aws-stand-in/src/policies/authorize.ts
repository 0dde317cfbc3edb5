import { CommonError } from "../http/aws-error.ts";
import type { Caller } from "../identity/caller.ts";
import { evaluate, managedPolicy, parsePolicy } from "./session-policy.ts";

/**
 * Throws the access-denied {@link CommonError}, in AWS's words, unless the caller may perform `action` on `resource`.
 * A role may do everything in its account; only the policies of a session limit it.
 */
export function authorize(caller: Caller, action: string, resource = "*"): void {
  const { policy, policyArns = [] } = caller.session ?? {};
  const documents = [
    ...(policy === undefined ? [] : [parsePolicy(policy)]),
    ...policyArns.map(managedPolicy),
  ];
  if (documents.length === 0) return;
  const verdict = evaluate(documents, action, resource);
  if (verdict === "allowed") return;
  const because =
    verdict === "explicitly-denied"
      ? "with an explicit deny in a session policy"
      : `because no session policy allows the ${action} action`;
  throw accessDenied(caller, action, resource, because);
}

/** Makes AWS's error for a caller who may not perform an action. `because` ends its sentence with a reason. */
export function accessDenied(caller: Caller, action: string, resource: string, because = ""): CommonError {
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  const sentence = `User: ${caller.arn} is not authorized to perform: ${action}${on} ${because}`;
  return new CommonError("access-denied", sentence.trimEnd());
}
