import type { FastifyReply, FastifyRequest } from "fastify";
import type { Span, Tracing } from "../tracing/span.ts";

/**
 * Begins the span of a request for a route of a service, in the trace of its caller if it names one. It ends when the
 * answer is sent, or the caller is gone. Requests for anything else, such as health checks, have no span.
 */
export function beginRequestSpan(
  tracing: Tracing,
  request: FastifyRequest,
  reply: FastifyReply,
): Span | undefined {
  const { url: route, config } = request.routeOptions;
  const { method, headers, id } = request;
  if (config.service === undefined || route === undefined) return undefined;
  const { traceparent, tracestate } = headers;
  const parent =
    typeof traceparent === "string"
      ? { traceparent, tracestate: typeof tracestate === "string" ? tracestate : undefined }
      : undefined;
  const attributes = { "http.request.method": method, "http.route": route, "stagepass.request.id": id };
  const span = tracing
    .tracerOf(config.service)
    .begin(`${method} ${route}`, { kind: "server", parent, attributes });
  reply.raw.once("close", () => {
    const { statusCode } = reply;
    span.set({ "http.response.status_code": statusCode });
    if (!reply.raw.writableFinished) span.end("aborted");
    else span.end(statusCode >= 500 ? String(statusCode) : undefined);
  });
  return span;
}
