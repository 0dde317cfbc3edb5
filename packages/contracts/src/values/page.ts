import { z } from "zod";
import { numberInUrl } from "./number-in-url.ts";
import { plainText } from "./plain-text.ts";

/** What a cursor must be, in words. */
export const cursorRule =
  "must be the nextCursor that a page of this list gave; leave it out to begin at the beginning";

/** How a collection is paged: ask again with `nextCursor` as `cursor` until it is null. A cursor is opaque to callers. */
export const PageQuery = z.strictObject({
  limit: numberInUrl(200, 50),
  cursor: z.string(cursorRule).max(4096, cursorRule).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** How a collection of named things is paged, and narrowed to those whose name contains a text. */
export const SearchQuery = PageQuery.extend({
  search: plainText(128).optional().meta({ description: "Only those whose name contains this text." }),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** One page of a collection. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The items of a page, and the cursor of the next one, which is null on the last page. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}
