import type { IncomingMessage } from "node:http";
import { maxBodyBytes, Problem, parseJson } from "@stagepass/contracts";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Metrics } from "../metrics/metrics.ts";
import { deadlineIn, requestIdFrom, runInContext, traceparentFrom } from "../process/context.ts";
import { type Log, plainLog, spanFields } from "../process/log.ts";
import type { Tracing } from "../tracing/span.ts";
import { answerClientError, fromFastify, notFound } from "./problems/http-problem.ts";
import { type ProblemFormat, problemDetails } from "./problems/problem-format.ts";
import { sendProblem } from "./reply.ts";
import { beginRequestSpan } from "./request-span.ts";
import { YamlBody } from "./yaml-body.ts";

/** How long the answer to a request may take after the request has arrived, in milliseconds. */
const answerTimeoutMs = 25_000;

/** How long a request may take to arrive, in milliseconds. */
const receiveTimeoutMs = 60_000;

/** The options of a server. */
export interface HttpServerOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  /** How it writes problems; without this, as problem details (RFC 9457). */
  readonly problems?: ProblemFormat;
  /** Rewrites a URL before its route is looked up; without this, it stays as it is. */
  readonly readUrl?: (url: string) => string;
  readonly tracing?: Tracing | undefined;
}

/** Creates the HTTP server of a process, without any routes. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { log, metrics, tracing, problems = problemDetails, readUrl = (url) => url } = options;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger, // widens the type, which other functions expect
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    requestIdHeader: false,
    // Fastify would make a logger for each request, with an id that every line of a request has anyway.
    childLoggerFactory: (logger) => logger,
    genReqId: ({ headers }) => requestIdFrom(headers["x-request-id"]),
    // As long as a path can be, so that the contract decides about the length of a parameter.
    routerOptions: { maxParamLength: 16_384 },
    forceCloseConnections: "idle",
    requestTimeout: receiveTimeoutMs,
    http: { connectionsCheckingInterval: 5_000 },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, problems),
    frameworkErrors: (error, _request, reply) => sendProblem(fromFastify(error), reply, problems),
    rewriteUrl: ({ url = "/" }: IncomingMessage) => readUrl(url),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, bytes: Buffer) =>
      bytes.length === 0 ? undefined : parseJson(decodeUtf8(bytes)),
  );
  app.addContentTypeParser(
    ["application/yaml", "application/x-yaml", "text/yaml"],
    { parseAs: "buffer" },
    async (_request: FastifyRequest, bytes: Buffer) => new YamlBody(decodeUtf8(bytes)),
  );
  app.addHook("onRequest", (request, reply, done) => {
    void reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const span = tracing && beginRequestSpan(tracing, request, reply);
    if (span !== undefined) request.span = span;
    request.traceparent = span?.traceparent ?? traceparentFrom(request.headers.traceparent);
    inContextOf(request, done);
  });
  const accessLog = plainLog(log);
  app.addHook("onResponse", (request, reply, done) => {
    if (request.isStream) return done();
    const route = request.routeOptions.url ?? "none";
    const { method } = request;
    const principal = request.caller?.principal;
    const { statusCode: status, elapsedTime } = reply;
    const service = request.routeOptions.config.service ?? "";
    metrics.observeHttp({ service, method, route, status }, elapsedTime / 1000, request.span);
    // To be refused should cost next to nothing. The refusals of some seconds have a line together.
    if (request.isRefused) return done();
    const caller = {
      keyId: principal?.keyId,
      org: principal !== undefined && "org" in principal ? principal.org : undefined,
    };
    const durationMs = Math.round(elapsedTime * 10) / 10;
    accessLog.info(
      { requestId: request.id, method, route, status, durationMs, ...caller, ...spanFields(request.span) },
      "request answered",
    );
    done();
  });
  app.setErrorHandler((error, _request, reply) => sendProblem(fromFastify(error), reply, problems));
  app.setNotFoundHandler((request, reply) => sendProblem(notFound(request, problems), reply, problems));
  return app;
}

/** Runs `work` in the context of a request. The deadline begins now, so that the time for receiving it does not count. */
export function inContextOf<T>({ id, traceparent, span }: FastifyRequest, work: () => T): T {
  return runInContext(
    {
      requestId: id,
      traceparent: traceparent ?? traceparentFrom(undefined),
      span,
      deadline: deadlineIn(answerTimeoutMs),
    },
    work,
  );
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes a body and skips a byte order mark. Throws `malformed` for what is not UTF-8 instead of replacing characters. */
function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem("malformed", "The body is not valid UTF-8. Send it in UTF-8.");
  }
}
