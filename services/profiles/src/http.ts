import type { BoundRoute } from "@stagepass/runtime";
import { accessKeyRoutes } from "./http/access-keys.ts";
import { appRoutes } from "./http/apps.ts";
import { eventRoutes } from "./http/callers/events.ts";
import { sessionRoutes } from "./http/callers/sessions.ts";
import { configurationRoutes } from "./http/configuration/configuration.ts";
import { explainRoutes } from "./http/explain.ts";
import { orgRoutes } from "./http/orgs.ts";
import { parameterRoutes } from "./http/parameters.ts";
import { profileRoutes } from "./http/profiles.ts";
import { providerMigrationRoutes } from "./http/provider-migration.ts";
import { providerRoutes } from "./http/providers.ts";
import { renameRoutes } from "./http/renames.ts";
import { stageRoutes } from "./http/stages.ts";
import { blueprintRoutes } from "./http/targets/blueprints.ts";
import { instanceRoutes } from "./http/targets/instances.ts";
import { serviceRoutes } from "./http/targets/services.ts";
import { useRoutes } from "./http/uses/uses.ts";
import type { Ports } from "./ports.ts";

/** Returns the routes of the management API. */
export function httpRoutes(ports: Ports): BoundRoute[] {
  return [
    ...orgRoutes(ports),
    ...profileRoutes(ports),
    ...parameterRoutes(ports),
    ...useRoutes(ports),
    ...appRoutes(ports),
    ...stageRoutes(ports),
    ...providerRoutes(ports),
    ...serviceRoutes(ports),
    ...instanceRoutes(ports),
    ...blueprintRoutes(ports),
    ...renameRoutes(ports),
    ...providerMigrationRoutes(ports),
    ...explainRoutes(ports),
    ...configurationRoutes(ports),
    ...accessKeyRoutes(ports),
    ...sessionRoutes(ports),
    ...eventRoutes(ports),
  ];
}
