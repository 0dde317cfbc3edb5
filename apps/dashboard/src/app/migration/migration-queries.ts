import { getProviderMigration, migrateToProviders } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";
import { ApiProblem } from "../../api/problem.ts";

/** The last migration of an application, also one that was undone, or null. */
export const lastMigrationQuery = (org: string, app: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "migration", "last"],
    queryFn: async ({ signal }) => {
      try {
        return await ask(getProviderMigration, { params: { org }, query: { app }, signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === "not-found") return null;
        throw error;
      }
    },
  });

/** What a migration would write now, and what deploys would get then. Nothing is changed. */
export const plannedMigrationQuery = (org: string, app: string, asHosted: boolean) =>
  queryOptions({
    queryKey: [org, "apps", app, "migration", "planned", asHosted],
    queryFn: ({ signal }) =>
      ask(migrateToProviders, { params: { org }, body: { app, asHosted, dryRun: true }, signal }),
    staleTime: 0,
  });
