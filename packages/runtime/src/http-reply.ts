import type { Problem, RouteContract } from "@stagepass/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Reply } from "./http-route.ts";

/** Sends an answer. What the contract does not name does not leave the process. */
export function sendReply(
  contract: RouteContract,
  { body, options }: Reply<unknown>,
  reply: FastifyReply,
): FastifyReply {
  if (options.etag !== undefined) void reply.header("etag", options.etag);
  void reply.code(options.status ?? contract.status ?? 200);
  if (contract.response === undefined) return reply.send();
  const text = JSON.stringify(contract.response.parse(body));
  return reply.type("application/json; charset=utf-8").send(text);
}

/** Sends a problem (RFC 9457). This is where a failure is logged, once. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (problem.status >= 500) {
    request.log.error(
      { requestId: request.id, code: problem.code, err: problem.cause ?? problem },
      "request failed",
    );
  }
  if (problem.status === 401) void reply.header("www-authenticate", 'Bearer realm="stagepass"');
  return reply
    .code(problem.status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(problem.toBody(request.id)));
}
