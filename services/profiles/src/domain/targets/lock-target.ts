import { type NearNames, noSuchApp } from "../common/no-such.ts";
import { type NearTargets, noSuchTarget } from "./get-target.ts";
import type { Target, TargetName } from "./target.ts";

/** A row that this transaction has locked. */
export interface ClaimedTarget {
  readonly id: string;
  /** What is stored, or undefined when this transaction made the row. */
  readonly current: Target | undefined;
}

/** What locking services and instances needs of a transaction. */
export interface TargetLocks extends NearTargets, Pick<NearNames, "listNearApps"> {
  /** Keeps an app from being deleted until the transaction ends. Returns undefined when it does not exist. */
  holdApp(org: string, app: string): Promise<{ readonly createdAt: Date } | undefined>;
  /** Finds a service or an instance and locks its row until the transaction ends. */
  lockTarget(name: TargetName): Promise<Target | undefined>;
  /** Locks the row of a service or an instance, and creates it first when there is none. */
  claimTarget(name: TargetName): Promise<ClaimedTarget>;
}

/**
 * Keeps the app from being deleted. Rows are always locked in the order app, service, instance, so that no two changes
 * wait for each other. Throws `not-found` with the nearest names.
 */
export async function holdAppOf(changes: TargetLocks, { org, app }: TargetName): Promise<void> {
  if ((await changes.holdApp(org, app)) === undefined) throw await noSuchApp(changes, org, app);
}

/** Locks a service or an instance that exists, also a removed one. Throws `not-found` for it or its app. */
export async function lockExistingTarget(changes: TargetLocks, name: TargetName): Promise<Target> {
  await holdAppOf(changes, name);
  const current = await changes.lockTarget(name);
  if (current === undefined) throw await noSuchTarget(changes, name);
  return current;
}
