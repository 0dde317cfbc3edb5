import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { createOrg } from "../domain/orgs/create-org.ts";
import { getOrg } from "../domain/orgs/get-org.ts";
import { type Org, viewOrg } from "../domain/orgs/org.ts";
import { patchOrg } from "../domain/orgs/patch-org.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Returns the routes of organizations, which the operator creates. */
export function orgRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.createOrg, ({ body, principal }) => createOrg(ports, body, principal.keyId)),
    handle(contracts.listOrgs, ({ query }) =>
      readPage(query, {
        position: contracts.OrgName,
        read: (after = "", limit) => ports.listOrgs(after, limit),
        positionOf: ({ name }) => name,
        view: viewOrg,
      }),
    ),
    handle(contracts.getOrg, async ({ params: { org } }) => tagged(await getOrg(ports, org))),
    handle(contracts.patchOrg, async (request) =>
      tagged(await patchOrg(ports, changeOf(request), request.body)),
    ),
  ];
}

function tagged(org: Org) {
  return new Reply(viewOrg(org), { etag: entityTag(org.revision) });
}
