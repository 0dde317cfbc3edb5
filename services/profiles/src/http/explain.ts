import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { explain } from "../domain/planning/explain.ts";
import { fromStanding } from "../domain/planning/from-standing.ts";
import type { Ports } from "../ports.ts";

/** Returns the route that explains what a deploy would get. It needs a key that covers the target, and changes nothing. */
export function explainRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.explainTarget, ({ body: { purpose, ...target } }) => {
      const whole = { findStanding: ports.findWholeStanding };
      return fromStanding(whole, { digest: null, ...target }, ({ app }) =>
        explain(ports, { target, purpose }, app),
      );
    }),
  ];
}
