import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { getApp } from "../../domain/apps/get-app.ts";
import { copyToTarget } from "../../domain/copying/copy-to-target.ts";
import { getTarget } from "../../domain/targets/get-target.ts";
import { removeTarget } from "../../domain/targets/remove-target.ts";
import { patchTarget, putTarget } from "../../domain/targets/save-target.ts";
import { viewService, viewServiceRow } from "../../domain/targets/target.ts";
import { deleteTargetParameter, putTargetParameter } from "../../domain/targets/target-parameters.ts";
import type { SavedTarget } from "../../domain/targets/write-target.ts";
import type { Ports } from "../../ports.ts";
import { changeOf } from "../change-of.ts";

/** Returns the routes of services. */
export function serviceRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listServices, async ({ params: { org, app }, query, principal }) => {
      const { removed, ...page } = query;
      const within = contracts.limitsOf(principal).services;
      await getApp(ports, org, app);
      return readPage(page, {
        position: contracts.ServiceName,
        read: (after = "", limit) =>
          ports.listServices({ org, app, after, within }, { removed: removed === "true", limit }),
        positionOf: ({ service }) => service,
        view: viewServiceRow,
      });
    }),
    handle(contracts.getService, async ({ params }) =>
      answer({ target: await getTarget(ports, params), created: false }),
    ),
    handle(contracts.putService, async (request) =>
      answer(await putTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.patchService, async (request) =>
      answer(await patchTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteService, (request) => removeTarget(ports, changeOf(request))),
    handle(contracts.putServiceParameter, async (request) =>
      answer(await putTargetParameter(ports, changeOf(request), request.body)),
    ),
    handle(contracts.copyToService, async (request) =>
      answer(await copyToTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteServiceParameter, (request) => deleteTargetParameter(ports, changeOf(request))),
  ];
}

function answer({ target, created }: SavedTarget) {
  const etag = entityTag(target.revision);
  return new Reply(viewService(target), created ? { status: 201, etag } : { etag });
}
