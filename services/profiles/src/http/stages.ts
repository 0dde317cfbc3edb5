import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { viewStage } from "../domain/apps/app.ts";
import { getApp } from "../domain/apps/get-app.ts";
import { deleteStage, patchStage, putStage, type SavedStage } from "../domain/apps/save-stage.ts";
import { noSuchStage } from "../domain/common/no-such.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Returns the routes of an app's stages that have a profile of their own. */
export function stageRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listStages, async ({ params: { org, app }, query, principal }) => {
      const within = contracts.limitsOf(principal).stages;
      await getApp(ports, org, app);
      return readPage(query, {
        position: contracts.StageName,
        read: (after = "", limit) => ports.listStages({ org, app, after, within }, limit),
        positionOf: ({ name }) => name,
        view: viewStage,
      });
    }),
    handle(contracts.getStage, async ({ params }) => {
      const { org, app, stage } = params;
      await getApp(ports, org, app);
      const found = await ports.findStage(org, app, stage);
      if (found === undefined) throw await noSuchStage(ports, org, params);
      return answer({ stage: found, created: false });
    }),
    handle(contracts.putStage, async (request) =>
      answer(await putStage(ports, changeOf(request), request.body.profile)),
    ),
    handle(contracts.patchStage, async (request) =>
      answer(await patchStage(ports, changeOf(request), request.body.profile)),
    ),
    handle(contracts.deleteStage, (request) => deleteStage(ports, changeOf(request))),
  ];
}

function answer({ stage, created }: SavedStage) {
  const etag = entityTag(stage.revision);
  return new Reply(viewStage(stage), created ? { status: 201, etag } : { etag });
}
