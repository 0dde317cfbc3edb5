import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { showAccessRole } from "./domain/access-roles/show-access-role.ts";
import { showProviderRole } from "./domain/access-roles/show-provider-role.ts";
import { checkReference } from "./domain/checks/check-reference.ts";
import { testRole } from "./domain/checks/test-role.ts";
import type { Ports } from "./domain/ports.ts";

/** Returns the routes of this service. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.showAccessRole, ({ params, query }) => showAccessRole(ports, params, query)),
    handle(contracts.testRole, ({ params: { org }, principal, body }) =>
      testRole(ports, { org, by: principal.keyId }, body),
    ),
    handle(contracts.checkReference, ({ params: { org }, principal, body }) => {
      const { secretsManager, ssm, ...asked } = body;
      const reference = contracts.referenceIn({ secretsManager, ssm });
      if (reference === undefined) throw new Error("The contract requires a reference.");
      return checkReference(ports, { org, by: principal.keyId }, { ...asked, reference });
    }),
    handle(contracts.showProviderRole, ({ params, query }) => showProviderRole(ports, params, query)),
  ];
}
