import { createOrg, getOrg, listOrgs, type OrgView, patchOrg } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { changeOrg } from "../domain/change-org.ts";
import { createOrg as create } from "../domain/create-org.ts";
import { noSuchOrg } from "../domain/no-such.ts";
import type { Ports } from "../ports.ts";
import type { Org } from "../store/orgs.ts";
import { readPage } from "./page.ts";

/** Organizations, which the operator makes. */
export function orgRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(createOrg, ({ body, principal }) => create(ports, body, principal.keyId)),
    handle(listOrgs, ({ query }) =>
      readPage(query, { read: (after = "", limit) => ports.listOrgs(after, limit), place: nameOf, view }),
    ),
    handle(getOrg, async ({ params: { org } }) => show(ports, org, await ports.findOrg(org))),
    handle(patchOrg, async ({ params: { org }, body: { description }, principal }) => {
      if (description === undefined) return show(ports, org, await ports.findOrg(org));
      return show(ports, org, await changeOrg(ports, { org, description, by: principal.keyId }));
    }),
  ];
}

async function show(ports: Ports, name: string, org: Org | undefined): Promise<OrgView> {
  if (org === undefined) throw await noSuchOrg(ports, name);
  return view(org);
}

function view(org: Org): OrgView {
  return { ...org, createdAt: org.createdAt.toISOString() };
}

function nameOf({ name }: Org): string {
  return name;
}
