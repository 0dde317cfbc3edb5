import { invalidInput, type Page, type PageQuery, type Problem } from "@stagepass/contracts";

interface Listing<Row, View> {
  /** The rows after the place that a cursor named; undefined stands for the beginning. */
  read(after: string | undefined, limit: number): Promise<Row[]>;
  /** The place of a row in the list. */
  place(row: Row): string;
  view(row: Row): View;
}

/** One page of a list. Its cursor is the last item's place, so that no item is shown twice when others come or go. */
export async function readPage<Row, View>(
  { cursor, limit }: PageQuery,
  { read, place, view }: Listing<Row, View>,
): Promise<Page<View>> {
  const rows = await read(cursor === undefined ? undefined : decodeCursor(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items: shown.map(view), nextCursor: isMore ? encodeCursor(place(last)) : null };
}

/** The problem for a cursor that no list gave. */
export function malformedCursor(): Problem {
  const message = "is not a nextCursor that this list gave; leave it out to begin at the beginning";
  return invalidInput([{ path: "$.query.cursor", message }]);
}

function encodeCursor(place: string): string {
  return Buffer.from(place).toString("base64url");
}

function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, "base64url").toString();
  // Whatever a list gave encodes to the same text again, and Postgres refuses a NUL.
  if (place === "" || place.includes("\u0000") || encodeCursor(place) !== cursor) throw malformedCursor();
  return place;
}
