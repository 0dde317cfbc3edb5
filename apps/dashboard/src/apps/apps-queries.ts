import { getApp, listApps, listStages } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { pagesQuery, readAll } from "../api/pages.ts";

/** The applications, page by page. */
export const appsQuery = (org: string) =>
  pagesQuery([org, "apps"], (cursor, signal) =>
    ask(listApps, { params: { org }, query: { limit: 200, cursor }, signal }),
  );

/** An application. */
export const appQuery = (org: string, app: string) =>
  queryOptions({
    queryKey: [org, "apps", app],
    queryFn: ({ signal }) => ask(getApp, { params: { org, app }, signal }),
  });

/** All stages of an application that have a profile of their own. */
export const stagesQuery = (org: string, app: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "stages"],
    queryFn: ({ signal }) =>
      readAll((cursor) => ask(listStages, { params: { org, app }, query: { limit: 200, cursor }, signal })),
  });
