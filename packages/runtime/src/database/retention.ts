import { z } from "zod";
import type { Queryable } from "./queryable.ts";

/** What a table keeps for a while, and how what is older is deleted. */
export interface Retention {
  /** What is deleted, in the words of the log. */
  readonly what: string;
  /** How many days it is kept at least. */
  readonly days: number;
  /**
   * The statement that looks at the next rows that are older than `$3` days, at most `$4` of them, oldest first: those
   * after the one with the age `$1` and the id `$2`. It deletes the ones that nothing needs any more, and returns one row:
   * how many it `deleted`, and the age and id of the last one that it looked at; or none when there is no older row.
   */
  readonly text: string;
}

/** How many days of something an operator keeps: a year and a month, unless the environment says otherwise. */
export function retentionDays(atLeast = 1) {
  return z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(atLeast, `must be at least ${atLeast}`)
    .max(36_500, "must be at most 36500, a hundred years")
    .default(400);
}

const Looked = z.object({ deleted: z.int(), age: z.string(), id: z.string() });

/** How one round deletes. */
export interface Pace {
  /** The most rows that one statement looks at. */
  readonly batchRows: number;
  /** Waits between two statements, after one that took `tookMs`. */
  pause(tookMs: number): Promise<void>;
  readonly stopping: AbortSignal;
}

/**
 * Deletes what is too old, in small statements that commit one by one: a stop in between loses nothing, and the next round
 * begins again with the oldest. Rows that have to stay are looked at once in each round. Returns how many were deleted.
 */
export async function deleteOld(
  db: Queryable,
  { text, days }: Pick<Retention, "text" | "days">,
  { batchRows, pause, stopping }: Pace,
): Promise<number> {
  let deleted = 0;
  let after = { age: "-infinity", id: "" };
  while (!stopping.aborted) {
    const begun = performance.now();
    const [looked] = await db.query(Looked, text, [after.age, after.id, days, batchRows]);
    if (looked === undefined) break;
    deleted += looked.deleted;
    after = looked;
    await pause(performance.now() - begun);
  }
  return deleted;
}
