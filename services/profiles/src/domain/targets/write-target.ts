import type { CopiedFrom } from "@stagepass/contracts";
import type { Announce } from "../common/change.ts";
import { announceTarget } from "./announce-target.ts";
import type { NextTarget, Target, TargetName } from "./target.ts";
import { changesOf, nothing } from "./target-changes.ts";

/** What is written of a service or an instance whose row is locked. */
export interface TargetToWrite {
  readonly id: string;
  readonly revision: number;
  readonly isRemoved: boolean;
  readonly content: NextTarget;
}

/** What writing a service or an instance needs of a transaction. */
export interface WriteTargetChanges {
  /** Stores everything of a service or an instance under a new content id. */
  writeTarget(target: TargetToWrite): Promise<Target>;
  announce: Announce;
}

/** A row that is locked, who changes it, and whether the change brings it back if it is removed. */
export interface TargetWriting {
  readonly name: TargetName;
  readonly id: string;
  readonly current: Target | undefined;
  readonly by: string;
  readonly restores: boolean;
  /** Where parameters were copied from, if any were. */
  readonly copiedFrom?: CopiedFrom;
}

/** A service or an instance as it is now, and whether it is new. */
export interface SavedTarget {
  readonly target: Target;
  readonly created: boolean;
}

/**
 * Writes what a service or an instance whose row is locked is to hold, and announces what changed. If nothing changed,
 * there is no new revision.
 */
export async function saveContent(
  changes: WriteTargetChanges,
  { name, id, current, by, restores, copiedFrom }: TargetWriting,
  content: NextTarget,
): Promise<SavedTarget> {
  const wasRemoved = current !== undefined && current.removedAt !== null;
  const isRestored = wasRemoved && restores;
  const changed = current === undefined ? nothing : changesOf(current, content);
  if (current !== undefined && !isRestored && changed.fields.length === 0)
    return { target: current, created: false };
  const revision = (current?.revision ?? 0) + 1;
  const isRemoved = wasRemoved && !restores;
  const target = await changes.writeTarget({ id, revision, isRemoved, content });
  const what = current === undefined ? "created" : isRestored ? "restored" : "updated";
  await announceTarget(changes, name, { what, by, revision, changed, copiedFrom });
  return { target, created: current === undefined };
}
