import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A port of this machine that forwards connections to another one. */
export interface Relay {
  close(): void;
}

/** Forwards a port of 127.0.0.1 to the server at a URL. Returns undefined when another program has that port. */
export async function startRelay(port: number, url: string): Promise<Relay | undefined> {
  const { hostname, port: target } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // Either end may close the connection at any time.
      socket.once("error", () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
  });
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return undefined;
  }
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
