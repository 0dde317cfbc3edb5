import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { getApp } from "../../domain/apps/get-app.ts";
import { deleteBlueprint } from "../../domain/blueprints/delete-blueprint.ts";
import { putBlueprint } from "../../domain/blueprints/put-blueprint.ts";
import { viewBlueprint } from "../../domain/targets/target.ts";
import type { SavedTarget } from "../../domain/targets/write-target.ts";
import type { Ports } from "../../ports.ts";
import { changeOf } from "../change-of.ts";

/** Returns the routes of what services and instances begin with. */
export function blueprintRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listBlueprints, async ({ params: { org, app }, query, principal }) => {
      const within = contracts.limitsOf(principal).stages;
      await getApp(ports, org, app);
      return readPage(query, {
        position: z.literal("").or(contracts.StageName),
        read: (after: string | undefined, limit) => ports.listBlueprints({ org, app, after, within }, limit),
        positionOf: ({ stage }) => stage ?? "",
        view: viewBlueprint,
      });
    }),
    handle(contracts.putServiceBlueprint, async (request) =>
      answer(await putBlueprint(ports, { ...changeOf(request), stage: null }, request.body)),
    ),
    handle(contracts.putStageBlueprint, async (request) =>
      answer(await putBlueprint(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteServiceBlueprint, (request) =>
      deleteBlueprint(ports, { ...changeOf(request), stage: null }),
    ),
    handle(contracts.deleteStageBlueprint, (request) => deleteBlueprint(ports, changeOf(request))),
  ];
}

function answer({ target, created }: SavedTarget) {
  const etag = entityTag(target.revision);
  return new Reply(viewBlueprint(target), created ? { status: 201, etag } : { etag });
}
