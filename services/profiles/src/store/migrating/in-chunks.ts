/** How many rows one statement writes, so that each stays far below the time that a statement may take. */
const rowsAtOnce = 1_000;

/** Runs a statement for a part of the rows after the other, and returns what all of them return. */
export async function inChunks<Row, Result>(
  rows: readonly Row[],
  run: (chunk: readonly Row[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    results.push(...(await run(rows.slice(at, at + rowsAtOnce))));
  return results;
}
