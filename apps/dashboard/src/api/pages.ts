import type { Page } from "@stagepass/contracts";
import { infiniteQueryOptions, type UseInfiniteQueryResult } from "@tanstack/react-query";

type ReadPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/** A list that is read page by page, as the server gives it. */
export const pagesQuery = <T>(queryKey: readonly unknown[], read: ReadPage<T>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined, // the type of a cursor; the first page has none
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** What a table needs to show such a list and to fetch more of it. */
export function rowsOf<T>(list: UseInfiniteQueryResult<T[]>) {
  return {
    rows: list.data,
    error: list.error,
    onEnd: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
    isFetchingMore: list.isFetchingNextPage,
  };
}

/** The most pages that are read at once where a page needs a list as a whole. */
const mostPages = 25;

/** Reads a list to its end. */
export async function readAll<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { items, nextCursor } = await read(cursor);
    all.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return all;
}
