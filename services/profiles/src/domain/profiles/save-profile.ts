import {
  invalidInput,
  type ProfileInput,
  type ProfilePatch,
  type Safeguard,
  type Violation,
} from "@stagepass/contracts";
import type { Change, InTransaction } from "../common/change.ts";
import { unstorableTexts } from "../common/storable-text.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { type ReadValuesChanges, readValues } from "../parameters/read-values.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import { addNextVersion, type NextVersionChanges, type SavedProfile } from "../versions/next-version.ts";
import type { LockedProfile, ProfileVersion, StoredParameter } from "../versions/profile.ts";
import { mergeProfile } from "./merge-profile.ts";

interface SaveChanges extends LockChanges, ReadValuesChanges, NextVersionChanges {
  /** Locks the row of a name, and creates it first when the name was never used. */
  claimProfile(org: string, profile: string): Promise<LockedProfile>;
}

/** What saving a profile needs from outside. */
export interface SavePorts {
  checkSafeguards(safeguards: readonly Safeguard[]): Promise<Violation[]>;
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<SaveChanges>;
}

/** Creates a profile, or replaces it with a new version. A save without a change makes no version. Throws `invalid`. */
export async function putProfile(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfileInput,
): Promise<SavedProfile> {
  return save(ports, change, given, (changes) => changes.claimProfile(change.org, change.profile));
}

/**
 * Changes the given fields of a profile by making a new version. Throws `invalid`, and `not-found` with the nearest
 * names.
 */
export async function patchProfile(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfilePatch,
): Promise<SavedProfile> {
  return save(ports, change, given, (changes) => lockExisting(changes, change));
}

async function save(
  ports: SavePorts,
  change: Change & { readonly profile: string },
  given: ProfilePatch,
  lock: (changes: SaveChanges) => Promise<LockedProfile>,
): Promise<SavedProfile> {
  // Other services and other rows are asked before the profile's row is locked, so that the lock is held only for a
  // moment.
  await assertSafeguardsValid(ports, given.safeguards ?? []);
  const vault = await ports.openVault(change.org);
  return ports.transaction(async (changes) => {
    const locked = await lock(changes);
    const { current } = locked;
    change.assertMatch(current?.version);
    const values = await readValues(
      changes,
      { org: change.org, of: { profile: change.profile }, vault },
      keptOrCompared(current, given),
    );
    const content = mergeProfile(current, given, values);
    return addNextVersion(changes, { ...change, locked }, content);
  });
}

async function assertSafeguardsValid(ports: SavePorts, safeguards: readonly Safeguard[]): Promise<void> {
  if (safeguards.length === 0) return;
  // Settings and examples may have any shape, so no schema has checked their texts.
  const unstorable = safeguards.flatMap(({ settings, examples }, index) => [
    ...unstorableTexts(settings, ["safeguards", index, "settings"]),
    ...unstorableTexts(examples, ["safeguards", index, "examples"]),
  ]);
  if (unstorable.length > 0) throw invalidInput(unstorable);
  const violations = await ports.checkSafeguards(safeguards);
  if (violations.length === 0) return;
  throw invalidInput(
    violations.map(({ path, message }) => ({ path: path.replace(/^\$/, "$.safeguards"), message })),
  );
}

/** Returns the stored parameters that are kept or compared with given ones. */
function keptOrCompared(
  current: ProfileVersion | undefined,
  given: ProfilePatch,
): readonly StoredParameter[] {
  const keys = new Set(given.parameters?.map(({ key }) => key));
  return current?.parameters.filter(({ key }) => keys.has(key)) ?? [];
}
