import type { DeploymentFilter } from "@stagepass/contracts";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { rowsOf } from "../api/pages.ts";
import type { Liveness } from "../live/live-mark.tsx";
import { useLive } from "../live/live-store.ts";
import { deploymentsQuery, newestDeploymentsQuery } from "./deployments-queries.ts";
import { hasGap, mergeNewest } from "./merge-newest.ts";

/** The deployments that a filter lets through. While the page is in view, new ones come by themselves. */
export function useDeployments(org: string, filter: DeploymentFilter) {
  const list = useInfiniteQuery({ ...deploymentsQuery(org, filter), placeholderData: keepPreviousData });
  const { isOpen } = useLive();
  const newest = useQuery({ ...newestDeploymentsQuery(org, filter, isOpen), enabled: list.isSuccess });
  const isCurrent = !list.isPlaceholderData && newest.data !== undefined;
  const listed = list.data ?? [];
  const isGap =
    isCurrent && hasGap(newest.data.items, listed, newest.data.nextCursor === null) && !list.isFetching;
  const { refetch } = list;
  useEffect(() => {
    if (isGap) void refetch();
  }, [isGap, refetch]);
  const isAway = !newest.isSuccess || newest.failureCount > 0;
  const liveness: Liveness = isAway ? "away" : isOpen ? "events" : "polling";
  return {
    ...rowsOf(list),
    rows: isCurrent && list.data !== undefined ? mergeNewest(newest.data.items, listed) : list.data,
    /** How new ones come. */
    liveness,
  };
}
