import type { AuthenticatedCaller } from "./access.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The caller, after authentication. */
    caller?: AuthenticatedCaller;
    /** The trace that the request belongs to. */
    traceparent?: string;
  }
  interface FastifyContextConfig {
    /** The service that a route belongs to. */
    service?: string;
  }
}
