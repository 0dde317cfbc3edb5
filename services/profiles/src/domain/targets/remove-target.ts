import { instanceRemoved } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, AnnounceEach, Change, InTransaction } from "../common/change.ts";
import { announceTarget } from "./announce-target.ts";
import { lockExistingTarget, type TargetLocks } from "./lock-target.ts";
import type { ServiceName, TargetName } from "./target.ts";
import { nothing } from "./target-changes.ts";

interface RemoveTargetChanges extends TargetLocks {
  /** Marks a service or an instance as removed. What is set on it stays. */
  markRemoved(name: TargetName): Promise<void>;
  /** Marks all instances of a service as removed. Returns those that were not. */
  removeInstances(service: ServiceName): Promise<RemovedInstance[]>;
  announce: Announce;
  announceEach: AnnounceEach;
}

/** An instance that went with its service, and its revision since. */
export interface RemovedInstance {
  readonly stage: string;
  readonly region: string;
  readonly revision: number;
}

/** What removing a service or an instance needs from outside. */
export interface RemoveTargetPorts {
  transaction: InTransaction<RemoveTargetChanges>;
}

/**
 * Marks an instance, or a service with each of its instances, as removed, and keeps what is set on them. Removing it once more
 * changes nothing. Throws `not-found` with the nearest names.
 */
export async function removeTarget(ports: RemoveTargetPorts, change: Change & TargetName): Promise<void> {
  await ports.transaction(async (changes) => {
    const current = await lockExistingTarget(changes, change);
    change.assertMatch(current.revision);
    if (current.removedAt !== null) return;
    await changes.markRemoved(change);
    const facts = { by: change.by, revision: current.revision + 1, changed: nothing };
    await announceTarget(changes, change, { what: "removed", ...facts });
    if (change.stage === undefined) await removeInstancesOf(changes, change);
  });
}

async function removeInstancesOf(
  changes: RemoveTargetChanges,
  { org, app, service, by }: Change & ServiceName,
): Promise<void> {
  const removed = await changes.removeInstances({ org, app, service });
  const each = removed.map(({ revision, ...place }) => {
    const name = { org, app, service, ...place };
    return { about: about.instance(name), data: { ...name, by, revision } };
  });
  await changes.announceEach(instanceRemoved, each);
}
