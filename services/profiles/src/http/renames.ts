import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply } from "@stagepass/runtime";
import { renameApp } from "../domain/apps/rename-app.ts";
import { renameStage } from "../domain/apps/rename-stage.ts";
import { renameProfile } from "../domain/profiles/rename-profile.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";

/** Returns the routes that rename profiles, apps and stages. */
export function renameRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.renameProfile, async (request) => {
      const renamed = await renameProfile(ports, changeOf(request), request.body.name);
      return new Reply(renamed, { etag: entityTag(renamed.version) });
    }),
    handle(contracts.renameApp, async (request) => {
      const renamed = await renameApp(ports, changeOf(request), request.body.name);
      return new Reply(renamed, { etag: entityTag(renamed.revision) });
    }),
    handle(contracts.renameStage, async (request) => {
      const renamed = await renameStage(ports, changeOf(request), request.body.name);
      return new Reply(renamed, { etag: entityTag(renamed.revision) });
    }),
  ];
}
