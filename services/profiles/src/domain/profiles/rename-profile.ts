import { profileRenamed, type RenamedProfile } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { nameTaken, wasUsed } from "../common/name-taken.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import type { ProfileUse } from "./delete-profile.ts";

interface RenameChanges extends LockChanges {
  /** Makes the row of a name that was never used. Returns false when it was. */
  reserveProfile(org: string, name: string): Promise<boolean>;
  /** Returns the first of the profile's uses, and how many there are. */
  listUses(org: string, profile: string, limit: number): Promise<{ uses: ProfileUse[]; total: number }>;
  /** Moves a profile to a reserved name, with everything that belongs and refers to it. */
  moveProfile(org: string, from: string, to: string): Promise<void>;
  announce: Announce;
}

/** What renaming a profile needs from outside. */
export interface RenameProfilePorts {
  transaction: InTransaction<RenameChanges>;
}

const namedReferences = 100;

/**
 * Gives a profile another name, which no profile ever had. Its versions keep their numbers and values, and what names it
 * follows. A new profile under the old name continues the old numbers, so that no version of a name means two things.
 * Throws `not-found`, and `conflict` for a name that is or was used.
 */
export async function renameProfile(
  ports: RenameProfilePorts,
  change: Change & { readonly profile: string },
  name: string,
): Promise<RenamedProfile> {
  const { org, profile, by } = change;
  return ports.transaction(async (changes) => {
    const { version } = (await lockExisting(changes, change)).current;
    change.assertMatch(version);
    const { uses: references, total: referenceCount } = await changes.listUses(org, profile, namedReferences);
    const renamed = { name, previousName: profile, version, references, referenceCount };
    if (name === profile) return renamed;
    if (!(await changes.reserveProfile(org, name))) {
      const isThere = (await changes.lockProfile(org, name))?.current !== undefined;
      throw nameTaken(`profile ${name}`, isThere ? `it exists already in ${org}` : wasUsed);
    }
    await changes.moveProfile(org, profile, name);
    await changes.announce(profileRenamed, about.profile(org, profile), { org, by, profile, version, name });
    return renamed;
  });
}
