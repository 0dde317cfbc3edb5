import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { copyToTarget } from "../../domain/copying/copy-to-target.ts";
import { getTarget } from "../../domain/targets/get-target.ts";
import { removeTarget } from "../../domain/targets/remove-target.ts";
import { patchTarget, putTarget } from "../../domain/targets/save-target.ts";
import { viewInstance, viewInstanceRow } from "../../domain/targets/target.ts";
import { deleteTargetParameter, putTargetParameter } from "../../domain/targets/target-parameters.ts";
import type { SavedTarget } from "../../domain/targets/write-target.ts";
import type { Ports } from "../../ports.ts";
import { changeOf } from "../change-of.ts";

/** Returns the routes of instances of services. */
export function instanceRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listInstances, async ({ params, query, principal }) => {
      const { removed, ...page } = query;
      const within = contracts.limitsOf(principal).stages;
      await getTarget(ports, params);
      return readPage(page, {
        position: z.tuple([contracts.StageName, contracts.Region]),
        read: (after: [string, string] = ["", ""], limit) =>
          ports.listInstances({ ...params, after, within }, { removed: removed === "true", limit }),
        positionOf: ({ stage, region }): [string, string] => [stage ?? "", region ?? ""],
        view: viewInstanceRow,
      });
    }),
    handle(contracts.getInstance, async ({ params }) =>
      answer({ target: await getTarget(ports, params), created: false }),
    ),
    handle(contracts.putInstance, async (request) =>
      answer(await putTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.patchInstance, async (request) =>
      answer(await patchTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteInstance, (request) => removeTarget(ports, changeOf(request))),
    handle(contracts.putInstanceParameter, async (request) =>
      answer(await putTargetParameter(ports, changeOf(request), request.body)),
    ),
    handle(contracts.copyToInstance, async (request) =>
      answer(await copyToTarget(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteInstanceParameter, (request) => deleteTargetParameter(ports, changeOf(request))),
  ];
}

function answer({ target, created }: SavedTarget) {
  const etag = entityTag(target.revision);
  return new Reply(viewInstance(target), created ? { status: 201, etag } : { etag });
}
