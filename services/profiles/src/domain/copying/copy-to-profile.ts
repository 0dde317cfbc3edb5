import { type CopyInput, invalidInput } from "@stagepass/contracts";
import type { Change, InTransaction } from "../common/change.ts";
import { mergeSomeParameters } from "../parameters/merge-one-parameter.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { readValues } from "../parameters/read-values.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import { addNextVersion, type NextVersionChanges, type SavedProfile } from "../versions/next-version.ts";
import { type FindSourceChanges, findSource } from "./find-source.ts";
import { atKeys, takeParameters } from "./take-parameters.ts";

/** What copying to a profile needs from outside. */
export interface CopyToProfilePorts {
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<FindSourceChanges & LockChanges & NextVersionChanges>;
}

/**
 * Copies parameters to a profile by making one new version, all or none of them. Copies that change nothing make no
 * version. The event says where they are from. Throws `invalid`, and `not-found` for a profile that does not exist.
 */
export async function copyToProfile(
  ports: CopyToProfilePorts,
  change: Change & { readonly profile: string },
  { from, ...wanted }: CopyInput,
): Promise<SavedProfile> {
  const { org, profile } = change;
  const vault = await ports.openVault(org);
  return ports.transaction(async (changes) => {
    const locked = await lockExisting(changes, change);
    const { current } = locked;
    change.assertMatch(current.version);
    if (
      "profile" in from &&
      from.profile === profile &&
      (from.version ?? current.version) === current.version
    )
      throw invalidInput([{ path: "$.from", message: "is the version that the parameters are copied to" }]);
    const source = await findSource(changes, { org, vault, keys: wanted.keys }, from);
    const title = `the profile ${profile}`;
    const taken = takeParameters(source, { title, parameters: current.parameters }, wanted);
    const values = await readValues(changes, { org, of: { profile }, vault }, current.parameters);
    const content = mergeSomeParameters(current, taken, { values, places: atKeys });
    return addNextVersion(changes, { ...change, locked, copiedFrom: source.from }, content);
  });
}
