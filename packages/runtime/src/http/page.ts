import { cursorRule, invalidInput, type Page, type PageQuery } from "@stagepass/contracts";
import type { z } from "zod";

interface Listing<Row, Position, View> {
  /** The schema of a position. A cursor that holds anything else is invalid. */
  readonly position: z.ZodType<Position>;
  /** Reads the rows after a position, or from the beginning if there is none. */
  read(after: Position | undefined, limit: number): Promise<Row[]>;
  /** The position of a row in the list. Callers can decode it, so that it must not hold more than they may see. */
  positionOf(row: Row): Position;
  view(row: Row): View;
}

/**
 * Reads one page of a list. Its cursor is the position of the last item, so that no item is shown twice when others are
 * added or removed. Throws `invalid` for a cursor that is not from a page of this list.
 */
export async function readPage<Row, Position, View>(
  { cursor, limit }: PageQuery,
  { position, read, positionOf, view }: Listing<Row, Position, View>,
): Promise<Page<View>> {
  const rows = await read(cursor === undefined ? undefined : decodeCursor(cursor, position), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items: shown.map(view), nextCursor: isMore ? encodeCursor(positionOf(last)) : null };
}

function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decodeCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  const { success, data } = schema.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  // A cursor of this list is the text that its position encodes to.
  if (success && encodeCursor(data) === cursor) return data;
  throw invalidInput([{ path: "$.query.cursor", message: cursorRule }]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
