import { showAccessRole } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { describeAccessRole } from "./domain/access-roles/show-access-role.ts";
import type { Ports } from "./domain/ports.ts";

/** The endpoints of this service. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [handle(showAccessRole, ({ params }) => describeAccessRole(ports, params))];
}
