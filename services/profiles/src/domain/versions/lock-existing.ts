import { type NearNames, noSuchProfile } from "../common/no-such.ts";
import type { LockedProfile, ProfileVersion } from "./profile.ts";

/** What locking an existing profile needs of a transaction. */
export interface LockChanges extends Pick<NearNames, "listNearProfiles"> {
  /** Locks the row of a name. Returns undefined when the name was never used. */
  lockProfile(org: string, profile: string): Promise<LockedProfile | undefined>;
}

/**
 * Locks the row of an existing profile until the transaction ends, and returns it. Throws `not-found` with the nearest
 * names.
 */
export async function lockExisting(
  changes: LockChanges,
  { org, profile }: { readonly org: string; readonly profile: string },
): Promise<LockedProfile & { readonly current: ProfileVersion }> {
  const locked = await changes.lockProfile(org, profile);
  if (locked?.current === undefined) throw await noSuchProfile(changes, org, profile);
  return { lastVersion: locked.lastVersion, current: locked.current };
}
