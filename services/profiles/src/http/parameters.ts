import { deleteParameter, putParameter } from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { removeParameter } from "../domain/parameters/delete-parameter.ts";
import { setParameter } from "../domain/parameters/put-parameter.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";
import { savedProfile } from "./saved-profile.ts";

/** Single parameters of deployment profiles. */
export function parameterRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(putParameter, async (request) =>
      savedProfile(await setParameter(ports, changeOf(request), request.body)),
    ),
    handle(deleteParameter, (request) => removeParameter(ports, changeOf(request))),
  ];
}
