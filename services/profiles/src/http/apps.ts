import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply } from "@stagepass/runtime";
import { viewApp } from "../domain/apps/app.ts";
import { deleteApp } from "../domain/apps/delete-app.ts";
import { getApp } from "../domain/apps/get-app.ts";
import { patchApp, putApp, type SavedApp } from "../domain/apps/save-app.ts";
import { listApps } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Returns the routes of applications. */
export function appRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listApps, ({ params: { org }, query, principal }) =>
      listApps(ports, org, { ...query, within: contracts.limitsOf(principal).apps }),
    ),
    handle(contracts.getApp, async ({ params: { org, app } }) =>
      answer({ app: await getApp(ports, org, app), created: false }),
    ),
    handle(contracts.putApp, async (request) => answer(await putApp(ports, changeOf(request), request.body))),
    handle(contracts.patchApp, async (request) =>
      answer(await patchApp(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteApp, (request) => deleteApp(ports, changeOf(request))),
  ];
}

function answer({ app, created }: SavedApp) {
  const etag = entityTag(app.revision);
  return new Reply(viewApp(app), created ? { status: 201, etag } : { etag });
}
