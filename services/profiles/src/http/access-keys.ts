import { createAccessKey, getAccessKey, listAccessKeys, revokeAccessKey } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { viewAccessKey } from "../domain/access-key.ts";
import { createAccessKey as create } from "../domain/create-access-key.ts";
import { noSuchAccessKey, noSuchOrg } from "../domain/no-such.ts";
import { revokeAccessKey as revoke } from "../domain/revoke-access-key.ts";
import type { Ports } from "../ports.ts";
import { readPage } from "./page.ts";

/** The access keys of an organization. */
export function accessKeyRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(createAccessKey, ({ params: { org }, body, principal }) =>
      create(ports, { org, by: principal.keyId }, body),
    ),
    handle(listAccessKeys, async ({ params: { org }, query }) => {
      await demandOrg(ports, org);
      return readPage(query, {
        read: (afterId, limit) => ports.listAccessKeys({ org, afterId }, limit),
        place: ({ id }) => id,
        view: viewAccessKey,
      });
    }),
    handle(getAccessKey, async ({ params: { org, keyId } }) => {
      await demandOrg(ports, org);
      const found = await ports.findAccessKey(org, keyId);
      if (found === undefined) throw await noSuchAccessKey(ports, org, keyId);
      return viewAccessKey(found);
    }),
    handle(revokeAccessKey, ({ params, principal }) => revoke(ports, { ...params, by: principal.keyId })),
  ];
}

/** The operator may name any organization, others only their own. */
async function demandOrg(ports: Ports, org: string): Promise<void> {
  if (!(await ports.hasOrg(org))) throw await noSuchOrg(ports, org);
}
