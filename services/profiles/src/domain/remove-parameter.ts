import type { Change, InTransaction } from "./change.ts";
import { type LockChanges, lockExisting } from "./lock-existing.ts";
import { addNextVersion, type NextVersionChanges } from "./next-version.ts";
import { noSuchParameter } from "./no-such.ts";
import { contentOf } from "./profile.ts";

/** What removing a parameter needs. */
export interface RemoveParameterPorts {
  transaction: InTransaction<LockChanges & NextVersionChanges>;
}

/**
 * Removes one parameter of a profile, as a new version without it. Older versions keep it. Throws `not-found` for a
 * profile or key that is not there.
 */
export async function removeParameter(
  ports: RemoveParameterPorts,
  change: Change & { readonly profile: string; readonly key: string },
): Promise<void> {
  await ports.transaction(async (changes) => {
    const locked = await lockExisting(changes, change);
    const { current } = locked;
    const content = contentOf(current);
    const parameters = content.parameters.filter(({ key }) => key !== change.key);
    const isThere = parameters.length < content.parameters.length;
    change.demandMatch(current.version, isThere);
    if (!isThere) throw noSuchParameter(current, change.key);
    await addNextVersion(changes, { ...change, locked }, { ...content, parameters });
  });
}
