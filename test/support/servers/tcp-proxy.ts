import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A point in the conversation between a client and its server. */
export interface Point {
  readonly by: "client" | "server";
  /** The text at the point, as it is in the bytes. */
  readonly text: string;
  /** Limits the point to connections that began with this text, such as the name of an application. */
  readonly on?: string;
}

/** Starts a proxy to a port of this machine. Later connections may lead to another port. */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const server = createServer({ noDelay: true });
  const proxy = new TcpProxy(server, target);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return proxy;
}

/** A proxy to a server whose connections can be slowed down, broken, and stopped at a point of the conversation. */
export class TcpProxy {
  /** How long every packet is delayed, in milliseconds. */
  delayMs = 0;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #awaited = new Map<Point, () => void>();

  constructor(server: Server, target: () => number) {
    this.#server = server;
    server.on("connection", (client) => {
      const line = new Line(client, connect({ port: target(), host: "127.0.0.1", noDelay: true }), this);
      this.#lines.add(line);
      client.once("close", () => this.#lines.delete(line));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // it listens on TCP
  }

  /**
   * Resolves when the point is reached. From the point on, that connection transfers nothing in this direction, the
   * text of the point included.
   */
  holdAt(point: Point): Promise<void> {
    return new Promise((resolve) => this.#awaited.set(point, resolve));
  }

  /** Transfers what is held, and holds nothing any more. */
  release(): void {
    this.#awaited.clear();
    for (const line of this.#lines) line.release();
  }

  /** Breaks all open connections, or those that began with a text. */
  cut(on = ""): void {
    for (const line of this.#lines) if (line.opening.includes(on)) line.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    if (this.#server.listening) await once(this.#server, "close");
  }

  get isWatching(): boolean {
    return this.#awaited.size > 0;
  }

  /** Whether the text reaches a point. A point is reached only once. */
  reaches(said: string, by: Point["by"], opening: string): boolean {
    for (const [point, reached] of this.#awaited) {
      if (point.by !== by || !said.includes(point.text) || !opening.includes(point.on ?? "")) continue;
      this.#awaited.delete(point);
      reached();
      return true;
    }
    return false;
  }
}

const openingLength = 1_024;

/** One connection through the proxy. */
class Line {
  opening = "";
  readonly #sockets: readonly Socket[];
  readonly #flows: readonly Flow[];

  constructor(client: Socket, server: Socket, proxy: TcpProxy) {
    const asked = new Flow("client", server, proxy);
    const answered = new Flow("server", client, proxy);
    this.#sockets = [client, server];
    this.#flows = [asked, answered];
    client.on("data", (bytes) => {
      if (this.opening.length < openingLength) this.opening += bytes.toString("latin1");
      asked.take(bytes, this.opening);
    });
    server.on("data", (bytes) => answered.take(bytes, this.opening));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      // A broken connection is closed, which is all that the other side may notice.
      socket.on("error", () => {});
      socket.once("close", () => other.end());
    }
  }

  release(): void {
    for (const flow of this.#flows) flow.release();
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** How many bytes are kept, so that a point's text is found when it is split over two packets. */
const overlapLength = 64;

/** The packets of one side of a connection. */
class Flow {
  readonly #by: Point["by"];
  readonly #to: Socket;
  readonly #proxy: TcpProxy;
  readonly #queue: { readonly bytes: Buffer; readonly dueAt: number }[] = [];
  #before = "";
  #held = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(by: Point["by"], to: Socket, proxy: TcpProxy) {
    this.#by = by;
    this.#to = to;
    this.#proxy = proxy;
    to.once("close", () => clearTimeout(this.#timer));
  }

  take(bytes: Buffer, opening: string): void {
    if (this.#proxy.isWatching && !this.#held) {
      const said = this.#before + bytes.toString("latin1");
      this.#held = this.#proxy.reaches(said, this.#by, opening);
      this.#before = said.slice(-overlapLength);
    }
    this.#queue.push({ bytes, dueAt: performance.now() + this.#proxy.delayMs });
    this.#send();
  }

  release(): void {
    this.#held = false;
    this.#before = "";
    this.#send();
  }

  #send(): void {
    clearTimeout(this.#timer);
    for (let next = this.#queue[0]; !this.#held && next !== undefined; next = this.#queue[0]) {
      const inMs = next.dueAt - performance.now();
      if (inMs > 0) {
        this.#timer = setTimeout(() => this.#send(), Math.ceil(inMs));
        return;
      }
      this.#queue.shift();
      if (this.#to.writable) this.#to.write(next.bytes);
    }
  }
}
