import { getInstance, getService, listInstances, listProviders, listServices } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { atMost } from "../api/at-most.ts";
import { pagesQuery, readAll } from "../api/pages.ts";

/** The services of an application, page by page. */
export const servicesQuery = (org: string, app: string) =>
  pagesQuery([org, "apps", app, "services"], (cursor, signal) =>
    ask(listServices, { params: { org, app }, query: { limit: 200, cursor }, signal }),
  );

/** A service, also a removed one. */
export const serviceQuery = (org: string, app: string, service: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "services", service],
    queryFn: ({ signal }) => ask(getService, { params: { org, app, service }, signal }),
  });

/** Many rows can ask for their instances, but not all of them at once. */
const inTurn = atMost(4);

/** All instances of a service. */
export const instancesQuery = (org: string, app: string, service: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "services", service, "instances"],
    queryFn: ({ signal }) =>
      inTurn(
        () =>
          readAll((cursor) =>
            ask(listInstances, { params: { org, app, service }, query: { limit: 200, cursor }, signal }),
          ),
        signal,
      ),
  });

/** An instance, also a removed one. */
export const instanceQuery = (org: string, app: string, service: string, stage: string, region: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "services", service, "instances", stage, region],
    queryFn: ({ signal }) => ask(getInstance, { params: { org, app, service, stage, region }, signal }),
  });

/** All providers of the organization, to choose from. */
export const providerChoicesQuery = (org: string) =>
  queryOptions({
    queryKey: [org, "providers", "choices"],
    queryFn: ({ signal }) =>
      readAll((cursor) => ask(listProviders, { params: { org }, query: { limit: 200, cursor }, signal })),
  });
