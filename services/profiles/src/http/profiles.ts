import {
  deleteProfile,
  getProfile,
  getVersion,
  listProfiles,
  listVersions,
  patchProfile,
  putProfile,
  rollbackProfile,
} from "@stagepass/contracts";
import { type BoundRoute, entityTag, handle, Reply, readPage } from "@stagepass/runtime";
import { z } from "zod";
import { deleteProfile as remove } from "../domain/profiles/delete-profile.ts";
import { rollbackProfile as rollBack } from "../domain/profiles/rollback-profile.ts";
import { patchProfile as patch, putProfile as put } from "../domain/profiles/save-profile.ts";
import { getProfile as read, getVersion as readVersion } from "../domain/versions/get-version.ts";
import { type ProfileVersion, viewProfile } from "../domain/versions/profile.ts";
import { readProfiles } from "../pages.ts";
import type { Ports } from "../ports.ts";
import { changeOf } from "./change-of.ts";
import { savedProfile } from "./saved-profile.ts";

/** Deployment profiles and their versions. */
export function profileRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(listProfiles, ({ params: { org }, query }) => readProfiles(ports, org, query)),
    handle(getProfile, async ({ params: { org, profile } }) => tagged(await read(ports, org, profile))),
    handle(putProfile, async (request) => savedProfile(await put(ports, changeOf(request), request.body))),
    handle(patchProfile, async (request) =>
      savedProfile(await patch(ports, changeOf(request), request.body)),
    ),
    handle(deleteProfile, (request) => remove(ports, changeOf(request))),
    handle(listVersions, async ({ params: { org, profile }, query }) => {
      await read(ports, org, profile);
      return readPage(query, {
        place: z.int32().min(1),
        read: (before, limit) => ports.listVersions({ org, profile, before }, limit),
        placeOf: ({ version }) => version,
        view: (row) => ({ ...row, createdAt: row.createdAt.toISOString() }),
      });
    }),
    handle(getVersion, async ({ params: { org, profile, version } }) =>
      viewProfile(await readVersion(ports, org, profile, version)),
    ),
    handle(rollbackProfile, async (request) =>
      tagged(await rollBack(ports, changeOf(request), request.params.version)),
    ),
  ];
}

function tagged(profile: ProfileVersion) {
  return new Reply(viewProfile(profile), { etag: entityTag(profile.version) });
}
