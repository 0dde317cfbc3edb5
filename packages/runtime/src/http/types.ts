import type { Span } from "../tracing/span.ts";
import type { AuthenticatedCaller } from "./access.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The caller, after authentication. */
    caller?: AuthenticatedCaller;
    /** The trace that the request belongs to. */
    traceparent?: string;
    /** What answers the request here, where traces are recorded. */
    span?: Span;
  }
  interface FastifyContextConfig {
    /** The service that a route belongs to. */
    service?: string;
  }
}
