import { type KeptSocket, type OnAnswer, openSocket } from "./socket.ts";

/** The most connections that are open at the same time. */
const maxSockets = 500;

/** Connections to one server, which are used again once they have an answer. */
export class SocketPool {
  readonly #origin: URL;
  readonly #open = new Set<KeptSocket>();
  readonly #free: KeptSocket[] = [];

  constructor(origin: URL) {
    this.#origin = origin;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Sends a request. Returns false if every connection waits for an answer and no further one may be opened. */
  send(request: Buffer, onAnswer: OnAnswer): boolean {
    const socket = this.#take();
    if (socket === undefined) return false;
    socket.send(request, (status, answer) => {
      if (status !== undefined) this.#free.push(socket);
      onAnswer(status, answer);
    });
    return true;
  }

  close(): void {
    for (const socket of this.#open) socket.close();
  }

  /** The connection that was used last is the first, so that the others can be closed by the server. */
  #take(): KeptSocket | undefined {
    for (let socket = this.#free.pop(); socket !== undefined; socket = this.#free.pop())
      if (this.#open.has(socket)) return socket;
    if (this.#open.size >= maxSockets) return undefined;
    const socket = openSocket(this.#origin, () => void this.#open.delete(socket));
    this.#open.add(socket);
    return socket;
  }
}
