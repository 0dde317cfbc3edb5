import type { Page, PageQuery } from "@stagepass/contracts";

/** Further pages are not read: the clients let a person choose from the items. */
const maxPages = 10;

/** Returns the items of a list, in its order and at most 2,000 of them. */
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
