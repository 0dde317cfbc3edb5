import { listProfiles } from "@stagepass/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";

/** The profiles whose name or description has these words, page by page. */
export const profilesQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: [org, "profiles", "list"],
    queryFn: ({ pageParam, signal }) =>
      ask(listProfiles, { params: { org }, query: { limit: 200, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
