import { once } from "node:events";
import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";

/** Thrown when another program listens on the port. */
export class PortInUseError extends Error {
  readonly port: number;

  constructor(host: string, port: number, cause: unknown) {
    super(`Port ${port} of ${host} is in use. Stop what uses it, or choose another port.`, { cause });
    this.name = "PortInUseError";
    this.port = port;
  }
}

/** Listens, and returns the URL. For `localhost`, listens on all its addresses. Throws `PortInUseError`. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  return host === "localhost" ? listenOnLocalhost(app, port) : listenOn(app, host, port);
}

async function listenOn(app: FastifyInstance, host: string, port: number): Promise<string> {
  return app.listen({ host, port }).catch((error: unknown) => {
    throw codeOf(error) === "EADDRINUSE" ? new PortInUseError(host, port, error) : error;
  });
}

/**
 * Listens on 127.0.0.1 and, where there is IPv6, on ::1, since clients that call `localhost` try ::1 first on many
 * machines. Returns the URL. Throws `PortInUseError` when one of the addresses is taken.
 */
async function listenOnLocalhost(app: FastifyInstance, port: number): Promise<string> {
  // Each connection is handed to the main server, so that its limits and its end apply.
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
