import type { FastifyInstance } from "fastify";
import { Signal } from "../process/signal.ts";

/** How long a drain waits for requests that are under way, in milliseconds. */
const drainMs = 10_000;

/** Counts the requests that are under way. Returns a function that closes the server once the last one is answered. */
export function countRequests(app: FastifyInstance): () => Promise<void> {
  let underWay = 0;
  const ended = new Signal();
  app.addHook("onRequest", (_request, reply, done) => {
    underWay++;
    reply.raw.once("close", () => {
      underWay--;
      ended.raise();
    });
    done();
  });
  return async () => {
    const closed = app.close();
    const end = performance.now() + drainMs;
    for (let left = drainMs; underWay > 0 && left > 0; left = end - performance.now()) await ended.wait(left);
    // Node would wait forever for connections without a request, which browsers open in advance.
    app.server.closeAllConnections();
    await closed;
  };
}
