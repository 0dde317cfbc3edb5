import * as contracts from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { deleteProfile } from "../domain/profiles/delete-profile.ts";
import { rollbackProfile } from "../domain/profiles/rollback-profile.ts";
import { patchProfile, putProfile } from "../domain/profiles/save-profile.ts";
import { describeChanges } from "../domain/versions/describe-changes.ts";
import { getProfile, getVersion } from "../domain/versions/get-version.ts";
import { type ProfileVersion, viewProfile } from "../domain/versions/profile.ts";
import { listProfiles } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";
import { savedProfile } from "./saved-profile.ts";

/** Returns the routes of deployment profiles and their versions. */
export function profileRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.listProfiles, ({ params: { org }, query, principal }) =>
      listProfiles(ports, org, { ...query, within: contracts.limitsOf(principal).profiles }),
    ),
    handle(contracts.getProfile, async ({ params: { org, profile } }) => {
      const newest = await getProfile(ports, org, profile);
      const unread = (await ports.isUnread(org, profile)) && { unread: true as const };
      return new Reply({ ...viewProfile(newest), ...unread }, { etag: entityTag(newest.version) });
    }),
    handle(contracts.putProfile, async (request) =>
      savedProfile(await putProfile(ports, changeOf(request), request.body)),
    ),
    handle(contracts.patchProfile, async (request) =>
      savedProfile(await patchProfile(ports, changeOf(request), request.body)),
    ),
    handle(contracts.deleteProfile, (request) => deleteProfile(ports, changeOf(request))),
    handle(contracts.listVersions, async ({ params: { org, profile }, query }) => {
      await getProfile(ports, org, profile);
      return readPage(query, {
        position: z.int32().min(1),
        read: (before, limit) => ports.listVersions({ org, profile, before }, limit),
        positionOf: ({ version }) => version,
        view: (row) => ({ ...row, createdAt: row.createdAt.toISOString() }),
      });
    }),
    handle(contracts.getVersion, async ({ params: { org, profile, version } }) =>
      viewProfile(await getVersion(ports, org, profile, version)),
    ),
    handle(contracts.getVersionChanges, ({ params, query: { from } }) =>
      describeChanges(ports, { ...params, from }),
    ),
    handle(contracts.rollbackProfile, async (request) =>
      tagged(await rollbackProfile(ports, changeOf(request), request.params.version)),
    ),
  ];
}

function tagged(profile: ProfileVersion) {
  return new Reply(viewProfile(profile), { etag: entityTag(profile.version) });
}
