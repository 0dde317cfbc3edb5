import { evaluateSafeguards, listPolicies } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { trySafeguards } from "./domain/checking/evaluate-safeguards.ts";
import type { Ports } from "./domain/evaluating/ports.ts";
import { catalogue } from "./domain/policies/list-policies.ts";

/** The service's HTTP API. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(listPolicies, () => ({ items: catalogue() })),
    handle(evaluateSafeguards, ({ body }) => trySafeguards(body, ports)),
  ];
}
