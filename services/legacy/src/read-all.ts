import type { Page, PageQuery } from "@stagepass/contracts";

/** What is beyond this many pages is not read: the clients offer the items to a person to choose from. */
const maxPages = 10;

/** The items of a list, in its order: at most 2,000 of them. */
export async function readAll<T>(readPage: (page: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const read = await readPage({ limit: 200, cursor });
    items.push(...read.items);
    if (read.nextCursor === null) break;
    cursor = read.nextCursor;
  }
  return items;
}
