import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle, Reply } from "@stagepass/runtime";
import { beginSession } from "../../domain/sessions/begin-session.ts";
import { describeCaller } from "../../domain/sessions/session.ts";
import type { Ports } from "../../ports.ts";

/** Returns the routes by which a browser signs in and out, and any caller finds out who it is. */
export function sessionRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.beginSession, async ({ body: { accessKey }, address }) => {
      const { view, ...session } = await beginSession(ports, { accessKey, address });
      return new Reply(view, { session });
    }),
    handle(contracts.getSession, async ({ principal, keyDigest }) =>
      describeCaller(ports, principal, (await ports.findSession(keyDigest))?.expiresAt),
    ),
    handle(contracts.endSession, async ({ keyDigest }) => {
      await ports.endSession(keyDigest);
      return new Reply(undefined, { session: null });
    }),
  ];
}
