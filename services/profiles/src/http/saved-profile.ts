import { entityTag, Reply } from "@stagepass/runtime";
import type { SavedProfile } from "../domain/versions/next-version.ts";
import { viewProfile } from "../domain/versions/profile.ts";

/** Makes the response to a change of a profile: its newest version, with 201 when something was created. */
export function savedProfile({ profile, created }: SavedProfile) {
  const etag = entityTag(profile.version);
  return new Reply(viewProfile(profile), created ? { status: 201, etag } : { etag });
}
