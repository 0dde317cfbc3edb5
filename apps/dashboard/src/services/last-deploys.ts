import { type LastDeployment, listDeployments, listLastDeployments } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { atMost } from "../api/at-most.ts";
import type { Place } from "./place.ts";

/** The newest deployments of all services and instances of an application, in one answer. */
export const lastDeploysQuery = (org: string, app: string) =>
  queryOptions({
    queryKey: [org, "deployments", "last", app],
    queryFn: ({ signal }) => ask(listLastDeployments, { params: { org, app }, signal }),
    staleTime: 30_000,
  });

/** The newest deployment of a service, whatever the stage, or of an instance. */
export function newestOf(items: readonly LastDeployment[], place: Place): LastDeployment | undefined {
  return items
    .filter(({ service, stage, region }) => {
      if (service !== place.service) return false;
      return place.stage === undefined || (stage === place.stage && region === place.region);
    })
    .reduce<LastDeployment | undefined>(
      (newest, each) => (newest === undefined || each.requestedAt > newest.requestedAt ? each : newest),
      undefined,
    );
}

/** A list asks for those of its rows that the one answer did not reach, but not for all of them at once. */
const inTurn = atMost(4);

/** The newest deployment of a service or an instance, or null: for one that was not deployed for long. */
export const lastDeployQuery = ({ org, app, service, stage, region }: Place) =>
  queryOptions({
    queryKey: [org, "deployments", "last", app, service, stage, region],
    queryFn: ({ signal }) =>
      inTurn(async () => {
        const query = { app, service, stage, region, limit: 1 };
        return (await ask(listDeployments, { params: { org }, query, signal })).items[0] ?? null;
      }, signal),
    staleTime: 30_000,
  });
