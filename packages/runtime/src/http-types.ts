import type { Principal } from "@stagepass/contracts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is calling, once authenticated. */
    principal?: Principal;
  }
  interface FastifyContextConfig {
    /** The service that a route belongs to. */
    service?: string;
  }
}
