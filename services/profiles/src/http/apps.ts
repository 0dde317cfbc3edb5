import { AppName, deleteApp, getApp, listApps, patchApp, putApp } from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { viewApp } from "../domain/app.ts";
import { deleteApp as remove } from "../domain/delete-app.ts";
import { noSuchApp } from "../domain/no-such.ts";
import { patchApp as patch, putApp as put, type SavedApp } from "../domain/save-app.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Applications. */
export function appRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(listApps, ({ params: { org }, query }) =>
      readPage(query, {
        place: AppName,
        read: (after = "", limit) => ports.listApps(org, after, limit),
        placeOf: ({ name }) => name,
        view: viewApp,
      }),
    ),
    handle(getApp, async ({ params: { org, app } }) => {
      const found = await ports.findApp(org, app);
      if (found === undefined) throw await noSuchApp(ports, org, app);
      return answer({ app: found, created: false });
    }),
    handle(putApp, async (request) => answer(await put(ports, changeOf(request), request.body))),
    handle(patchApp, async (request) => answer(await patch(ports, changeOf(request), request.body))),
    handle(deleteApp, (request) => remove(ports, changeOf(request))),
  ];
}

function answer({ app, created }: SavedApp) {
  const etag = entityTag(app.revision);
  return new Reply(viewApp(app), created ? { status: 201, etag } : { etag });
}
