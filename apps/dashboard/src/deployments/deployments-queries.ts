import { DeploymentFilter, getDeployment, listDeployments } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { pagesQuery } from "../api/pages.ts";

/** How often the newest deployments are read again while somebody looks at them. */
const rhythm = 5_000;
const slowRhythm = 60_000;
/** As many as one answer holds, so that a busy minute fits into what is read again. */
const limit = 50;

/** Which deployments to list. What a link says wrongly limits nothing. */
export function readFilter(search: Readonly<Record<string, string | undefined>>): DeploymentFilter {
  const entries = Object.entries(search).filter(
    ([name, value]) => DeploymentFilter.safeParse({ [name]: value }).success,
  );
  return DeploymentFilter.parse(Object.fromEntries(entries));
}

/** The deployments that a filter lets through, newest first, page by page. */
export const deploymentsQuery = (org: string, filter: DeploymentFilter) =>
  pagesQuery([org, "deployments", "list", filter], (cursor, signal) =>
    ask(listDeployments, { params: { org }, query: { ...filter, limit, cursor }, signal }),
  );

/**
 * The first page of the same list, read again and again while the page is in view. Where events tell of new ones, that is
 * only in case one was missed.
 */
export const newestDeploymentsQuery = (org: string, filter: DeploymentFilter, hasEvents: boolean) =>
  queryOptions({
    queryKey: [org, "deployments", "newest", filter],
    queryFn: ({ signal }) => ask(listDeployments, { params: { org }, query: { ...filter, limit }, signal }),
    refetchInterval: hasEvents ? slowRhythm : rhythm,
  });

/** One deployment. It is read again until it is finished and its client has reported. */
export const deploymentQuery = (org: string, deploymentId: string) =>
  queryOptions({
    queryKey: [org, "deployments", "one", deploymentId],
    queryFn: ({ signal }) => ask(getDeployment, { params: { org, deploymentId }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.kind === "resolution" && data.outcome === null ? rhythm : false,
  });
