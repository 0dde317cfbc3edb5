import { didYouMean, isProblemCode, Problem, problemCodes, problemPage } from "@stagepass/contracts";
import type { FastifyInstance, FastifyReply } from "fastify";
import { problemIndexHtml, problemPageHtml } from "./problems/problem-page-html.ts";

/**
 * Adds `/problems/{code}`, the page that the `type` of a problem leads to, and the list at `/problems`. The pages need no
 * access key, since callers without one also receive problems.
 */
export function mountProblemPages(app: FastifyInstance): void {
  app.get("/problems", async (_request, reply) => send(reply, problemIndexHtml()));
  app.get<{ Params: { code: string } }>("/problems/:code", async ({ params: { code } }, reply) => {
    if (isProblemCode(code)) return send(reply, problemPageHtml(problemPage(code)));
    const near = didYouMean(code, problemCodes);
    throw new Problem("not-found", `There is no problem ${JSON.stringify(code)}.${near} See /problems.`);
  });
}

function send(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    .type("text/html; charset=utf-8")
    .send(page);
}
