import { RecordPosition } from "@stagepass/contracts";
import type { Database } from "@stagepass/runtime";
import { z } from "zod";

/** How far bringing over is: finished, in the hands of another replica, or one page further. */
export type TransferStep = "finished" | "taken" | "further";

const TransferRow = z.object({ position: RecordPosition.nullable(), isFinished: z.boolean() });

/**
 * Brings over the next page, unless all are, or another replica is at it. `bring` gets the position that the page begins
 * after, and returns the one that the next page does, or null after the last page. When it fails, the page is brought again.
 */
export async function bringNextPage(
  database: Database,
  bring: (after: RecordPosition | null) => Promise<RecordPosition | null>,
): Promise<TransferStep> {
  return database.transaction(async (changes) => {
    // Whoever holds the row is bringing a page; the others do not wait for it.
    const [row] = await changes.query(
      TransferRow,
      `select position, finished_at is not null as "isFinished"
         from transfers where name = 'targets' for update skip locked`,
    );
    if (row === undefined) return "taken";
    if (row.isFinished) return "finished";
    const next = await bring(row.position);
    await changes.execute(
      `update transfers set position = $1, finished_at = case when $1::jsonb is null then now() end
        where name = 'targets'`,
      [next === null ? null : JSON.stringify(next)],
    );
    return next === null ? "finished" : "further";
  });
}
