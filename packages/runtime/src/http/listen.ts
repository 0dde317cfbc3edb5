import { once } from "node:events";
import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";

/** Another program listens on a port that was asked for. */
export class PortInUseError extends Error {
  readonly port: number;

  constructor(host: string, port: number, cause: unknown) {
    super(`Port ${port} of ${host} is in use. Stop what uses it, or choose another port.`, { cause });
    this.name = "PortInUseError";
    this.port = port;
  }
}

/** Listens, on every address of it where the host is `localhost`, and answers the URL. Throws `PortInUseError`. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  return host === "localhost" ? listenOnLocalhost(app, port) : listenOn(app, host, port);
}

async function listenOn(app: FastifyInstance, host: string, port: number): Promise<string> {
  return app.listen({ host, port }).catch((error: unknown) => {
    throw codeOf(error) === "EADDRINUSE" ? new PortInUseError(host, port, error) : error;
  });
}

/**
 * Listens on the loopback for clients that call `localhost`, which is ::1 before it is 127.0.0.1 on many machines: on
 * both, where there is an IPv6. Answers the URL. Throws `PortInUseError` when one of them is taken.
 */
async function listenOnLocalhost(app: FastifyInstance, port: number): Promise<string> {
  // What comes in at this door is the server's own connection from then on, with its limits and its end.
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    app.server.emit("connection", socket),
  );
  app.addHook("preClose", async () => void door.close());
  const url = new URL(await listenOn(app, "127.0.0.1", port));
  door.listen(Number(url.port), "::1");
  await once(door, "listening").catch((error: unknown) => {
    if (codeOf(error) === "EADDRINUSE") throw new PortInUseError("::1", port, error);
    if (!["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(codeOf(error))) throw error;
  });
  return `http://localhost:${url.port}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
