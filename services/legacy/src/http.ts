import type { BoundRoute } from "@stagepass/runtime";
import type { Ports } from "./common/ports.ts";
import { accessKeyRoutes } from "./routes/access-keys.ts";
import { applicationRoutes } from "./routes/applications.ts";
import { deploymentProfileRoutes } from "./routes/deployment-profiles.ts";
import { deploymentRoutes } from "./routes/deployments.ts";
import { instanceRoutes } from "./routes/instances.ts";
import { integrationRoutes } from "./routes/integrations.ts";
import { logDestinationRoutes } from "./routes/log-destinations.ts";
import { linkRoutes } from "./routes/managing/links.ts";
import { parameterRoutes } from "./routes/managing/parameters.ts";
import { providerRoutes } from "./routes/managing/providers.ts";
import { metaRoutes } from "./routes/meta.ts";
import { profileValueRoutes } from "./routes/profile-value.ts";
import { serviceRoutes } from "./routes/services.ts";
import { tenantRoutes } from "./routes/tenants.ts";
import { tokenRoutes } from "./routes/tokens.ts";

/**
 * The routes that the existing Serverless Framework clients call, from enterprise plugin 1.0 to dashboard plugin 7. Each
 * of them translates a call into requests to the other services, and their answer into what the client reads.
 *
 * Each route declares every problem. No document describes these routes, the clients read a sentence and no code, and
 * what a route throws is what the requests behind it declare, which their own services watch.
 */
export function httpRoutes(ports: Ports): readonly BoundRoute[] {
  return [
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
    ...providerRoutes(ports),
    ...linkRoutes(ports),
    ...parameterRoutes(ports),
    ...integrationRoutes(ports),
    ...logDestinationRoutes(ports),
  ];
}
