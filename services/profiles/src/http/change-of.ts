import type { Principal } from "@stagepass/contracts";
import { assertConditions, type Conditions } from "@stagepass/runtime";
import type { Change } from "../domain/common/change.ts";

/** Makes the domain's change from a request: the names in its path, who makes it, and on which condition. */
export function changeOf<P extends { readonly org: string }>(request: {
  readonly params: P;
  readonly principal: Principal;
  readonly conditions: Conditions;
}): P & Change {
  return {
    ...request.params,
    by: request.principal.keyId,
    assertMatch: (current, isThere) => assertConditions(request.conditions, current, isThere),
  };
}
