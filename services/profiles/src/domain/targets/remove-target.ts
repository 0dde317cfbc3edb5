import type { Announce, Change, InTransaction } from "../common/change.ts";
import { announceTarget } from "./announce-target.ts";
import { lockExistingTarget, type TargetLocks } from "./lock-target.ts";
import type { TargetName } from "./target.ts";
import { nothing } from "./target-changes.ts";

interface RemoveTargetChanges extends TargetLocks {
  /** Marks an instance, or a service and its instances, as removed. What is set on them stays. */
  removeTargets(name: TargetName): Promise<void>;
  announce: Announce;
}

/** What removing a service or an instance needs from outside. */
export interface RemoveTargetPorts {
  transaction: InTransaction<RemoveTargetChanges>;
}

/**
 * Marks an instance, or a service with its instances, as removed, and keeps what is set on them. Removing it once more
 * changes nothing. Throws `not-found` with the nearest names.
 */
export async function removeTarget(ports: RemoveTargetPorts, change: Change & TargetName): Promise<void> {
  await ports.transaction(async (changes) => {
    const current = await lockExistingTarget(changes, change);
    change.assertMatch(current.revision);
    if (current.removedAt !== null) return;
    await changes.removeTargets(change);
    const facts = { by: change.by, revision: current.revision + 1, changed: nothing };
    await announceTarget(changes, change, { what: "removed", ...facts });
  });
}
