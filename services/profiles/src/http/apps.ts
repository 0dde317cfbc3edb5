import { deleteApp, getApp, listApps, patchApp, putApp } from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply } from "@stagepass/runtime";
import { viewApp } from "../domain/apps/app.ts";
import { deleteApp as remove } from "../domain/apps/delete-app.ts";
import { getApp as read } from "../domain/apps/get-app.ts";
import { patchApp as patch, putApp as put, type SavedApp } from "../domain/apps/save-app.ts";
import { readApps } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Applications. */
export function appRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(listApps, ({ params: { org }, query }) => readApps(ports, org, query)),
    handle(getApp, async ({ params: { org, app } }) =>
      answer({ app: await read(ports, org, app), created: false }),
    ),
    handle(putApp, async (request) => answer(await put(ports, changeOf(request), request.body))),
    handle(patchApp, async (request) => answer(await patch(ports, changeOf(request), request.body))),
    handle(deleteApp, (request) => remove(ports, changeOf(request))),
  ];
}

function answer({ app, created }: SavedApp) {
  const etag = entityTag(app.revision);
  return new Reply(viewApp(app), created ? { status: 201, etag } : { etag });
}
