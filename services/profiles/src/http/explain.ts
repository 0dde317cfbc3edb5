import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { explain } from "../domain/planning/explain.ts";
import { fromStanding } from "../domain/planning/from-standing.ts";
import type { Ports } from "../ports.ts";

/** Returns the route that explains what a deploy would get. It needs a key that covers the target, and changes nothing. */
export function explainRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.explainTarget, async ({ body: { purpose, ...target }, principal }) => {
      const whole = { findStanding: ports.findWholeStanding };
      const explained = await fromStanding(whole, { digest: null, ...target }, ({ app }) =>
        explain(ports, { target, purpose }, app),
      );
      contracts.assertProfileCovered(principal, explained.profile.chosen?.name);
      return explained;
    }),
  ];
}
