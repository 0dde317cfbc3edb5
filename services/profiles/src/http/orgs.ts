import { createOrg, getOrg, listOrgs, OrgName, patchOrg } from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { createOrg as create } from "../domain/orgs/create-org.ts";
import { getOrg as read } from "../domain/orgs/get-org.ts";
import { type Org, viewOrg } from "../domain/orgs/org.ts";
import { changeOrg } from "../domain/orgs/patch-org.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Organizations, which the operator makes. */
export function orgRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(createOrg, ({ body, principal }) => create(ports, body, principal.keyId)),
    handle(listOrgs, ({ query }) =>
      readPage(query, {
        place: OrgName,
        read: (after = "", limit) => ports.listOrgs(after, limit),
        placeOf: ({ name }) => name,
        view: viewOrg,
      }),
    ),
    handle(getOrg, async ({ params: { org } }) => tagged(await read(ports, org))),
    handle(patchOrg, async (request) => tagged(await changeOrg(ports, changeOf(request), request.body))),
  ];
}

function tagged(org: Org) {
  return new Reply(viewOrg(org), { etag: entityTag(org.revision) });
}
