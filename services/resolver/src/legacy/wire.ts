import type { Wire } from "@stagepass/runtime";
import { accessKeyRoutes } from "./access-keys.ts";
import { applicationRoutes } from "./applications.ts";
import { deploymentProfileRoutes } from "./deployment-profiles.ts";
import { deploymentRoutes } from "./deployments.ts";
import { instanceRoutes } from "./instances.ts";
import { integrationRoutes } from "./integrations.ts";
import { logDestinationRoutes } from "./log-destinations.ts";
import { metaRoutes } from "./meta.ts";
import type { LegacyPorts } from "./ports.ts";
import { profileValueRoutes } from "./profile-value.ts";
import { describeProblem } from "./refusal.ts";
import { serviceRoutes } from "./services.ts";
import { tenantRoutes } from "./tenants.ts";
import { tokenRoutes } from "./tokens.ts";

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
