import { type NearNames, noSuchProfile } from "../common/no-such.ts";
import type { LockedProfile, ProfileVersion } from "./profile.ts";

/** What locking a profile that must be there needs of a transaction. */
export interface LockChanges extends Pick<NearNames, "listNearProfiles"> {
  /** Locks the row of a name, or answers undefined when it was never used. */
  lockProfile(org: string, profile: string): Promise<LockedProfile | undefined>;
}

/** A profile whose row is locked until the transaction ends. Throws `not-found` with the nearest names. */
export async function lockExisting(
  changes: LockChanges,
  { org, profile }: { readonly org: string; readonly profile: string },
): Promise<LockedProfile & { readonly current: ProfileVersion }> {
  const locked = await changes.lockProfile(org, profile);
  if (locked?.current === undefined) throw await noSuchProfile(changes, org, profile);
  return { lastVersion: locked.lastVersion, current: locked.current };
}
