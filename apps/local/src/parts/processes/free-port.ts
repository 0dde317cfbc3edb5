import { once } from "node:events";
import { createServer } from "node:net";

/** Finds a free port of 127.0.0.1. Another process may take it before it is used. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
  return address.port;
}

/** Whether nobody listens on a port of 127.0.0.1 at this moment. */
export async function isFreePort(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return true;
  } catch {
    return false;
  }
}
