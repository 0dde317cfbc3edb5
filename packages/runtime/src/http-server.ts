import { invalid, maxBodyBytes, type Problem, parseJson, type RouteContract } from "@stagepass/contracts";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { deadlineIn, requestIdFrom, runInContext, traceparentFrom } from "./context.ts";
import { type Authenticate, admit, admitTarget, authenticateCaller } from "./http-access.ts";
import { fromFastify, notFound } from "./http-problem.ts";
import { type BoundRoute, Reply } from "./http-route.ts";
import { parseIfMatch } from "./if-match.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** How long an HTTP request may take altogether, in milliseconds. */
export const requestTimeoutMs = 25_000;

/** The HTTP server of a process, before any service's routes are in it. */
export function createHttpServer(options: { readonly log: Log; readonly metrics: Metrics }): FastifyInstance {
  const { log, metrics } = options;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger, // the wider type, as everything that takes an instance expects it
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdFrom(headers["x-request-id"]),
    routerOptions: { maxParamLength: 512 },
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) => sendProblem(fromFastify(error), request, reply, log),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    async (_request: FastifyRequest, text: string) => parseJson(text),
  );
  app.addHook("onRequest", (request, reply, done) => {
    void reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const context = {
      requestId: request.id,
      traceparent: traceparentFrom(request.headers.traceparent),
      deadline: deadlineIn(requestTimeoutMs),
    };
    runInContext(context, done);
  });
  app.addHook("onResponse", (request, reply, done) => {
    const { service } = request.routeOptions.config;
    const route = request.routeOptions.url ?? "none";
    const { method } = request;
    const status = reply.statusCode;
    metrics.http.observe({ service: service ?? "", method, route, status }, reply.elapsedTime / 1000);
    const caller = request.principal;
    log.info(
      {
        requestId: request.id,
        method,
        route,
        status,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        keyId: caller?.keyId,
        org: caller !== undefined && "org" in caller ? caller.org : undefined,
      },
      "request answered",
    );
    done();
  });
  app.setErrorHandler((error, request, reply) => sendProblem(fromFastify(error), request, reply, log));
  app.setNotFoundHandler((request, reply) => sendProblem(notFound(request), request, reply, log));
  return app;
}

/** Puts a service's routes into the server. Authentication comes before a byte of the body is read. */
export function mountRoutes(
  app: FastifyInstance,
  routes: readonly BoundRoute[],
  authenticate: Authenticate,
): void {
  for (const { contract, handler } of routes) {
    app.route({
      method: contract.method,
      url: contract.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      config: { service: contract.service },
      onRequest: async (request) => {
        if (contract.allow === "anyone") return;
        const principal = await authenticateCaller(request.headers.authorization, authenticate);
        request.principal = principal;
        admit(contract, principal, paramOf(request.params, "org"));
      },
      handler: async (request, reply) => {
        if (request.principal !== undefined) admitTarget(contract, request.principal, request.body);
        const answer = await handler({
          params: parsePart(contract.params, request.params, "path"),
          query: parsePart(contract.query, request.query, "query"),
          body: parsePart(contract.body, request.body),
          principal: request.principal as never, // present exactly where the contract says that somebody is needed
          ifMatch: parseIfMatch(request.headers["if-match"]),
        });
        return send(contract, answer instanceof Reply ? answer : new Reply(answer), reply);
      },
    });
  }
}

function parsePart(schema: RouteContract["body"], value: unknown, name?: string): never {
  if (schema === undefined) return undefined as never; // the handler's type says so too
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw invalid(result.error, name === undefined ? [] : [name]);
  return result.data as never; // the handler's type is made from this same schema
}

function send(contract: RouteContract, { body, options }: Reply<unknown>, reply: FastifyReply): FastifyReply {
  const status = options.status ?? contract.status ?? 200;
  if (options.etag !== undefined) void reply.header("etag", options.etag);
  void reply.code(status);
  if (contract.response === undefined) return reply.send();
  // What the contract does not name does not leave the process.
  const text = JSON.stringify(contract.response.parse(body));
  return reply.type("application/json; charset=utf-8").send(text);
}

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  if (problem.status >= 500) {
    log.error({ requestId: request.id, code: problem.code, err: problem.cause ?? problem }, "request failed");
  }
  if (problem.status === 401) void reply.header("www-authenticate", 'Bearer realm="stagepass"');
  return reply
    .code(problem.status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify(problem.toBody(request.id)));
}

function paramOf(params: unknown, name: string): unknown {
  return typeof params === "object" && params !== null ? Reflect.get(params, name) : undefined;
}
