import { evaluateSafeguards, listPolicies } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { catalogue } from "./domain/catalogue.ts";
import type { Ports } from "./domain/ports.ts";
import { trySafeguards } from "./domain/try-safeguards.ts";

/** The service's HTTP API. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(listPolicies, () => ({ items: catalogue() })),
    handle(evaluateSafeguards, ({ body }) => trySafeguards(body, ports)),
  ];
}
