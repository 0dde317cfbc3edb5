import type { Change, InTransaction } from "../common/change.ts";
import { noSuchParameter } from "../common/no-such.ts";
import { type LockChanges, lockExisting } from "../versions/lock-existing.ts";
import { addNextVersion, type NextVersionChanges } from "../versions/next-version.ts";
import { contentOf } from "../versions/profile.ts";

/** What deleting a parameter needs from outside. */
export interface DeleteParameterPorts {
  transaction: InTransaction<LockChanges & NextVersionChanges>;
}

/**
 * Deletes one parameter of a profile by making a new version without it. Older versions keep it. Throws `not-found`
 * for a profile or key that does not exist.
 */
export async function deleteParameter(
  ports: DeleteParameterPorts,
  change: Change & { readonly profile: string; readonly key: string },
): Promise<void> {
  await ports.transaction(async (changes) => {
    const locked = await lockExisting(changes, change);
    const { current } = locked;
    const content = contentOf(current);
    const parameters = content.parameters.filter(({ key }) => key !== change.key);
    const isThere = parameters.length < content.parameters.length;
    change.assertMatch(current.version, isThere);
    if (!isThere) throw noSuchParameter(current, change.key);
    await addNextVersion(changes, { ...change, locked }, { ...content, parameters });
  });
}
