import type { Place } from "../process/workload/workload.ts";
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
    /** Whether it was rejected since there are too many requests. */
    isRefused?: boolean;
    /** Whether the answer is a stream, which has a line in the log of its own. */
    isStream?: boolean;
    /** Its place among the requests that the process works on. */
    place?: Place;
    /** How long its handler has waited for AWS, in milliseconds. */
    awsMs?: number;
  }
  interface FastifyContextConfig {
    /** The service that a route belongs to. */
    service?: string;
  }
}
