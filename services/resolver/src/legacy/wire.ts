import type { Wire } from "@stagepass/runtime";
import type { LegacyPorts } from "./ports.ts";
import { describeProblem } from "./refusal.ts";
import { accessKeyRoutes } from "./routes/access-keys.ts";
import { applicationRoutes } from "./routes/applications.ts";
import { deploymentProfileRoutes } from "./routes/deployment-profiles.ts";
import { deploymentRoutes } from "./routes/deployments.ts";
import { instanceRoutes } from "./routes/instances.ts";
import { integrationRoutes } from "./routes/integrations.ts";
import { logDestinationRoutes } from "./routes/log-destinations.ts";
import { metaRoutes } from "./routes/meta.ts";
import { profileValueRoutes } from "./routes/profile-value.ts";
import { serviceRoutes } from "./routes/services.ts";
import { tenantRoutes } from "./routes/tenants.ts";
import { tokenRoutes } from "./routes/tokens.ts";

/**
 * The wire of the existing Serverless Framework clients, from enterprise plugin 1.0 to dashboard plugin 7: their words
 * for what the domain does, and nothing besides.
 */
export function legacyWireOf(ports: LegacyPorts): Wire {
  return {
    routes: [
      ...profileValueRoutes(ports),
      ...metaRoutes,
      ...applicationRoutes(ports),
      ...deploymentProfileRoutes(ports),
      ...deploymentRoutes(ports),
      ...serviceRoutes(ports),
      ...tenantRoutes(ports),
      ...accessKeyRoutes(ports),
      ...tokenRoutes(),
      ...instanceRoutes(ports),
      ...integrationRoutes(ports),
      ...logDestinationRoutes(ports),
    ],
    describe: describeProblem,
    advice: "This version of the Serverless Framework asks for something that Stagepass does not have.",
  };
}
