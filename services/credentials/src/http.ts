import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { showAccessRole } from "./domain/access-roles/show-access-role.ts";
import { showProviderRole } from "./domain/access-roles/show-provider-role.ts";
import type { Ports } from "./domain/ports.ts";

/** Returns the routes of this service. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.showAccessRole, ({ params }) => showAccessRole(ports, params)),
    handle(contracts.showProviderRole, ({ params, query }) => showProviderRole(ports, params, query)),
  ];
}
