import type { ParameterContent } from "@stagepass/contracts";
import type { Change, InTransaction } from "../common/change.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import { addNextVersion, type NextVersionChanges, type SavedProfile } from "../versions/next-version.ts";
import { mergeOneParameter } from "./merge-one-parameter.ts";
import type { OrgVault } from "./org-vault.ts";
import { type ReadValuesChanges, readValues } from "./read-values.ts";

/** What saving a single parameter needs from outside. */
export interface PutParameterPorts {
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<LockChanges & ReadValuesChanges & NextVersionChanges>;
}

/**
 * Adds or changes one parameter of a profile by making a new version, which keeps what others add meanwhile. `created`
 * says that the key is new. A save without a change makes no version. Throws `invalid`, and `not-found` for a profile
 * that does not exist.
 */
export async function putParameter(
  ports: PutParameterPorts,
  change: Change & { readonly profile: string; readonly key: string },
  given: ParameterContent,
): Promise<SavedProfile> {
  const { org, profile, key } = change;
  const vault = await ports.openVault(org);
  return ports.transaction(async (changes) => {
    const locked = await lockExisting(changes, change);
    const { current } = locked;
    const isThere = current.parameters.some((parameter) => parameter.key === key);
    change.assertMatch(current.version, isThere);
    const values = await readValues(changes, { org, of: { profile }, vault }, current.parameters);
    const content = mergeOneParameter(current, { key, ...given }, values);
    const saved = await addNextVersion(changes, { ...change, locked }, content);
    return { profile: saved.profile, created: !isThere };
  });
}
