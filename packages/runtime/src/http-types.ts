import type { Principal } from "@stagepass/contracts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is calling, once authenticated. */
    principal?: Principal;
    /** The trace that the request belongs to. */
    traceparent?: string;
  }
  interface FastifyContextConfig {
    /** The service that a route belongs to. */
    service?: string;
  }
}
