import { listDeployments } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { atMost } from "../api/at-most.ts";
import type { Place } from "./place.ts";

/** A list asks for each of its rows, so that it must not ask for all of them at once. */
const inTurn = atMost(4);

/** The newest deployment of a service or an instance, or null. */
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
