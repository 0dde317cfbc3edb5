import { entityTag, Reply } from "@stagepass/runtime";
import type { SavedProfile } from "../domain/versions/next-version.ts";
import { viewProfile } from "../domain/versions/profile.ts";

/** The answer to a change of a profile: its newest version, with 201 where something was added. */
export function savedProfile({ profile, created }: SavedProfile) {
  const etag = entityTag(profile.version);
  return new Reply(viewProfile(profile), created ? { status: 201, etag } : { etag });
}
