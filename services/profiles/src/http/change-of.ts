import type { Principal } from "@stagepass/contracts";
import { assertConditions, type Conditions } from "@stagepass/runtime";
import type { Change } from "../domain/common/change.ts";

/** A request that changes something, as the domain knows it: the names in its path, who asks, and on which conditions. */
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
