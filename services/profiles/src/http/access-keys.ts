import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { accessKeyRevision, viewAccessKey } from "../domain/access-keys/access-key.ts";
import { createAccessKey } from "../domain/access-keys/create-access-key.ts";
import { revokeAccessKey } from "../domain/access-keys/revoke-access-key.ts";
import { noSuchAccessKey, noSuchOrg } from "../domain/common/no-such.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

const etag = entityTag(accessKeyRevision);

/** Returns the routes of an organization's access keys. */
export function accessKeyRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(
      contracts.createAccessKey,
      async ({ params: { org }, body, principal }) =>
        new Reply(await createAccessKey(ports, { org, maker: principal }, body), { etag }),
    ),
    handle(contracts.listAccessKeys, async ({ params: { org }, query }) => {
      await assertOrgExists(ports, org);
      return readPage(query, {
        position: z.string().regex(/^key_[\w-]{1,60}$/),
        read: (afterId, limit) => ports.listAccessKeys({ org, afterId }, limit),
        positionOf: ({ id }) => id,
        view: viewAccessKey,
      });
    }),
    handle(contracts.getAccessKey, async ({ params: { org, keyId } }) => {
      await assertOrgExists(ports, org);
      const found = await ports.findAccessKey(org, keyId);
      if (found === undefined) throw await noSuchAccessKey(ports, org, keyId);
      return new Reply(viewAccessKey(found), { etag });
    }),
    handle(contracts.revokeAccessKey, (request) => revokeAccessKey(ports, changeOf(request))),
  ];
}

/**
 * Throws `not-found` unless the organization exists. Only the operator can name one that does not: every other key
 * belongs to one.
 */
async function assertOrgExists(ports: Ports, org: string): Promise<void> {
  if (!(await ports.hasOrg(org))) throw await noSuchOrg(ports, org);
}
