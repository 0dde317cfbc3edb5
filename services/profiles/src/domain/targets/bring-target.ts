import type { OrgVault } from "../parameters/org-vault.ts";
import { type BeginTargetChanges, beginTarget } from "./begin-target.ts";
import { type ClaimedTarget, holdAppOf, lockExistingTarget, type TargetLocks } from "./lock-target.ts";
import { contentOf } from "./merge-target.ts";
import type { TargetName } from "./target.ts";
import { saveContent, type TargetWriting, type WriteTargetChanges } from "./write-target.ts";

/** What making services and instances, and bringing them back, needs of a transaction. */
export type BringTargetChanges = TargetLocks & WriteTargetChanges & BeginTargetChanges;

/** Who makes or brings back something, and the vault that seals what it begins with. */
interface Bringing {
  readonly by: string;
  readonly vault: OrgVault;
}

/** How a save locks what it changes, and whether that comes back if it is removed. */
export interface TargetLocking {
  readonly restores: boolean;
  lock(changes: BringTargetChanges, name: TargetName & Bringing): Promise<ClaimedTarget>;
}

/** Locks what exists. Throws `not-found` for anything else. */
export const onlyExisting: TargetLocking = {
  restores: false,
  lock: async (changes, name) => {
    const current = await lockExistingTarget(changes, name);
    return { id: current.id, current };
  },
};

/** Makes the row that is not there. Brings the service of an instance back, and throws `not-found` when there is none. */
export const existingOrNew: TargetLocking = {
  restores: true,
  lock: async (changes, name) => {
    await holdAppOf(changes, name);
    if (name.stage !== undefined) {
      const service = serviceOf(name);
      const current = await lockExistingTarget(changes, service);
      await bring(changes, { name: service, id: current.id, current }, name);
    }
    return changes.claimTarget(name);
  },
};

/** Makes the row that is not there, and the service of an instance with it. */
export const newWithItsService: TargetLocking = {
  restores: true,
  lock: async (changes, name) => {
    await holdAppOf(changes, name);
    if (name.stage !== undefined) await bringTarget(changes, serviceOf(name), name);
    return changes.claimTarget(name);
  },
};

/**
 * Locks a service or an instance, makes it from its blueprint when it is not there, and brings it back with what is set on it when it was
 * removed. Returns false when it was removed since the time that is given.
 */
export async function bringTarget(
  changes: BringTargetChanges,
  name: TargetName,
  { by, at, vault }: Bringing & { readonly at?: Date },
): Promise<boolean> {
  const { id, current } = await changes.claimTarget(name);
  const removedAt = current?.removedAt ?? null;
  if (at !== undefined && removedAt !== null && removedAt >= at) return false;
  await bring(changes, { name, id, current }, { by, vault });
  return true;
}

async function bring(
  changes: BringTargetChanges,
  target: Pick<TargetWriting, "name" | "id" | "current">,
  { by, vault }: Bringing,
): Promise<void> {
  const { current } = target;
  const content =
    current === undefined ? await beginTarget(changes, { ...target, vault }) : contentOf(current);
  await saveContent(changes, { ...target, by, restores: true }, content);
}

function serviceOf({ org, app, service }: TargetName): TargetName {
  return { org, app, service };
}
