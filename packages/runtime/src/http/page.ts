import { cursorRule, invalidInput, type Page, type PageQuery } from "@stagepass/contracts";
import type { z } from "zod";

interface Listing<Row, Place, View> {
  /** What the place of a row looks like in JSON. A cursor that holds anything else is refused. */
  readonly place: z.ZodType<Place>;
  /** The rows that come after a place; undefined stands for the beginning. */
  read(after: Place | undefined, limit: number): Promise<Row[]>;
  /** The place of a row in the list. It is shown to the caller, so it tells nothing that the row does not. */
  placeOf(row: Row): Place;
  view(row: Row): View;
}

/**
 * One page of a list. Its cursor is the last item's place, so that no item is shown twice when others come or go.
 * Throws `invalid` for a cursor that no page of the list gave.
 */
export async function readPage<Row, Place, View>(
  { cursor, limit }: PageQuery,
  { place, read, placeOf, view }: Listing<Row, Place, View>,
): Promise<Page<View>> {
  const rows = await read(cursor === undefined ? undefined : decodeCursor(cursor, place), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items: shown.map(view), nextCursor: isMore ? encodeCursor(placeOf(last)) : null };
}

function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function decodeCursor<Place>(cursor: string, schema: z.ZodType<Place>): Place {
  const { success, data } = schema.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  // Whatever a list gave encodes to the same text again.
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
