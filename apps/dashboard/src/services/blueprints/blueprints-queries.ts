import { listBlueprints } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";
import { readAll } from "../../api/pages.ts";

/** All blueprints of an application: that of its services first, then those of its stages. */
export const blueprintsQuery = (org: string, app: string) =>
  queryOptions({
    queryKey: [org, "apps", app, "blueprints"],
    queryFn: ({ signal }) =>
      readAll((cursor) =>
        ask(listBlueprints, { params: { org, app }, query: { limit: 200, cursor }, signal }),
      ),
  });
