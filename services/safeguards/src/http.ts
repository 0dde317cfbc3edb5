import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { evaluateSafeguards } from "./domain/checking/evaluate-safeguards.ts";
import type { Ports } from "./domain/evaluating/ports.ts";
import { listPolicies } from "./domain/policies/list-policies.ts";

/** The service's HTTP API. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listPolicies, () => ({ items: listPolicies() })),
    handle(contracts.evaluateSafeguards, ({ body }) => evaluateSafeguards(body, ports)),
  ];
}
