import type { EventContract } from "@stagepass/contracts";
import type { z } from "zod";

/** Who makes a change, in which organization, and on which condition. */
export interface Change {
  readonly org: string;
  /** The id of the key that makes the change. */
  readonly by: string;
  /**
   * Throws `precondition-failed` unless the caller's condition holds for the current version, which is undefined when
   * nothing is there. For a part of a whole, `current` is the version of the whole and `isThere` says whether the part
   * exists. Call it once the row is locked, so that no other change can come between the check and this change.
   */
  assertMatch(current: number | undefined, isThere?: boolean): void;
}

/** Announces an event together with the change that it is about, or not at all. */
export type Announce = <D extends z.ZodType>(
  event: EventContract<D>,
  about: string,
  data: z.input<D>,
) => Promise<void>;

/** Announces the same event about many things together with their change, or not at all. */
export type AnnounceEach = <D extends z.ZodType>(
  event: EventContract<D>,
  each: readonly { readonly about: string; readonly data: z.input<D> }[],
) => Promise<void>;

/** Runs changes in one transaction: all of them happen, or none. */
export type InTransaction<Changes> = <T>(work: (changes: Changes) => Promise<T>) => Promise<T>;
