import type { Problem, RouteContract } from "@stagepass/contracts";
import type { FastifyReply } from "fastify";
import { Overload } from "../process/workload/workload.ts";
import type { ProblemFormat } from "./problems/problem-format.ts";
import type { Reply } from "./route.ts";
import { sessionCookie } from "./sessions/session-cookie.ts";

/** When what is unavailable may be there again: connections and requests are given up after some seconds at most. */
const retryAfterSeconds = 1;

/** Sends an answer. Fields that the contract does not have are removed. */
export function sendReply(
  contract: RouteContract,
  { body, options }: Reply<unknown>,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  if (options.etag !== undefined) void reply.header("etag", options.etag);
  if (options.session !== undefined)
    void reply.header("set-cookie", sessionCookie(reply.request.headers, options.session));
  void reply.code(options.status ?? contract.status ?? 200);
  const { format } = options;
  if (format !== undefined) {
    void reply.type(format.contentType);
    return format.write(contract.response?.parse(body)).then((text) => reply.send(text));
  }
  const text = JSON.stringify(contract.response?.parse(body));
  if (text === undefined) return reply.send();
  return reply.type("application/json; charset=utf-8").send(text);
}

/** Sends a problem in the format of the server. Failures are logged here and nowhere else. */
export function sendProblem(problem: Problem, reply: FastifyReply, problems: ProblemFormat): FastifyReply {
  const { request } = reply;
  if (problem instanceof Overload) {
    request.isRefused = true;
  } else if (problem.status >= 500) {
    request.log.error(
      { requestId: request.id, code: problem.code, err: problem.cause ?? problem },
      "request failed",
    );
  }
  if (problem.status === 503 || problem.status === 429) void reply.header("retry-after", retryAfterSeconds);
  if (problem.status === 401) void reply.header("www-authenticate", 'Bearer realm="stagepass"');
  // Closing the connection while the rest of a body arrives would reset it, and its client might never read the answer.
  // The rest is thrown away instead, for as long as a request may take to arrive.
  if (problem.code === "too-large") void reply.removeHeader("connection");
  request.span?.set({ "stagepass.problem.code": problem.code });
  const { status, body } = problems.format(problem, request.id);
  return reply.code(status).type(problems.contentType).send(JSON.stringify(body));
}
