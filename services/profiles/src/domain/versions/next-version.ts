import { type CopiedFrom, profileCreated, profileUpdated } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change } from "../common/change.ts";
import { changesBetween } from "./changes-between.ts";
import type { LockedProfile, NextVersion, ProfileVersion, VersionToAdd } from "./profile.ts";

/** What making a version needs of a transaction. */
export interface NextVersionChanges {
  addVersion(version: VersionToAdd): Promise<ProfileVersion>;
  announce: Announce;
}

/** The newest version of a profile, and whether the save created something new. */
export interface SavedProfile {
  readonly profile: ProfileVersion;
  readonly created: boolean;
}

/** Whose next version is made, by whom, and where parameters in it were copied from. */
interface NextVersionOf extends Change {
  readonly profile: string;
  readonly locked: LockedProfile;
  readonly copiedFrom?: CopiedFrom;
}

/** Makes and announces the next version of a profile whose row is locked. Content without a change makes no version. */
export async function addNextVersion(
  changes: NextVersionChanges,
  { org, profile, by, locked, copiedFrom }: NextVersionOf,
  content: NextVersion,
): Promise<SavedProfile> {
  const { current, lastVersion } = locked;
  const changed = current && changesBetween(current, content);
  if (current !== undefined && changed?.fields.length === 0) return { profile: current, created: false };

  const added = await changes.addVersion({ org, profile, by, version: lastVersion + 1, content });
  const event = { org, profile, by, version: added.version };
  if (current === undefined || changed === undefined) {
    await changes.announce(profileCreated, about.profile(org, profile), event);
    return { profile: added, created: true };
  }
  const facts = { ...event, previousVersion: current.version, changed, copiedFrom };
  await changes.announce(profileUpdated, about.profile(org, profile), facts);
  return { profile: added, created: false };
}
