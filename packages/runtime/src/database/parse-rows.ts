import type { z } from "zod";

/** Parses the rows of a statement. Throws for a row that does not fit, without repeating its values. */
export function parseRows<R extends z.ZodType>(
  row: R,
  rows: readonly unknown[],
  statement: string,
): z.output<R>[] {
  return rows.map((found) => {
    const parsed = row.safeParse(found);
    if (parsed.success) return parsed.data;
    const [first = "the statement"] = statement.trim().split("\n");
    throw new Error(`A row is not what the code takes it for. It came from: ${first}`, {
      cause: parsed.error,
    });
  });
}
