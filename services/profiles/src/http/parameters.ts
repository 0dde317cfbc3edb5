import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { copyToProfile } from "../domain/copying/copy-to-profile.ts";
import { deleteParameter } from "../domain/parameters/delete-parameter.ts";
import { putParameter } from "../domain/parameters/put-parameter.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";
import { savedProfile } from "./saved-profile.ts";

/** Returns the routes of single parameters of deployment profiles. */
export function parameterRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.putParameter, async (request) =>
      savedProfile(await putParameter(ports, changeOf(request), request.body)),
    ),
    handle(contracts.copyToProfile, async (request) =>
      savedProfile(await copyToProfile(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteParameter, (request) => deleteParameter(ports, changeOf(request))),
  ];
}
