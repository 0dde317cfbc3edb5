import type { EventContract } from "@stagepass/contracts";
import type { z } from "zod";

/** What every change of the management API knows of its call. */
export interface Change {
  readonly org: string;
  /** The id of the key that makes the change. */
  readonly by: string;
  /**
   * Throws `precondition-failed` unless the caller meant this version; undefined stands for nothing there. For a part,
   * `current` is the version of the whole and `isThere` says whether there is such a part. To be asked once the row is
   * locked: only then nothing can come between the answer and the change.
   */
  assertMatch(current: number | undefined, isThere?: boolean): void;
}

/** Announces an event together with the change that it is about, or not at all. */
export type Announce = <D extends z.ZodType>(
  event: EventContract<D>,
  about: string,
  data: z.input<D>,
) => Promise<void>;

/** Runs changes so that all of them happen or none. */
export type InTransaction<Changes> = <T>(work: (changes: Changes) => Promise<T>) => Promise<T>;
