import type { Problem } from "@stagepass/contracts";
import type { FastifyInstance } from "fastify";
import { decodableUrl } from "./decodable-url.ts";
import type { ErrorAnswer } from "./error-format.ts";
import type { Authenticate } from "./http-access.ts";
import { mountRoutes } from "./http-mount.ts";
import type { BoundRoute } from "./http-route.ts";
import { createHttpServer, type HttpServerOptions } from "./http-server.ts";

/**
 * What a service answers to clients that are older than its API, on a port of their own: their paths, their errors. It
 * goes the same way as the API in everything else: who may call, what is logged and measured, how much may be sent.
 */
export interface Wire {
  /** Bound by `handle`, as those of the API are. A part of a path arrives decoded, however it was sent. */
  readonly routes: readonly BoundRoute[];
  /** A problem as these clients understand one; the body is sent as JSON. */
  describe(problem: Problem): ErrorAnswer;
  /** What follows the sentence that an endpoint does not exist. */
  readonly advice: string;
}

/** The server of a wire, before it listens. */
export function createWireServer(
  wire: Wire,
  authenticate: Authenticate,
  { log, metrics }: Pick<HttpServerOptions, "log" | "metrics">,
): FastifyInstance {
  const errors = {
    contentType: "application/json; charset=utf-8",
    describe: (problem: Problem) => wire.describe(problem),
    advice: wire.advice,
  };
  const app = createHttpServer({ log, metrics, errors, readUrl: decodableUrl });
  mountRoutes(app, wire.routes, authenticate);
  return app;
}
