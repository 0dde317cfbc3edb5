import type { NatsConnection } from "nats";
import type { WrittenHeaders } from "./headers.ts";

export interface OutgoingMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly options: { readonly reply?: string; readonly headers?: WrittenHeaders };
  /** Called where it cannot be sent after all. */
  reject?(reason: unknown): void;
}

/** A message is larger than the NATS server takes. */
export class MessageTooLargeError extends Error {}

/**
 * Sends what is said in one turn of the event loop in one write to the socket. The client writes whenever its caller comes
 * to an end, which is once for each HTTP request, and a write costs more than all else that is done to ask.
 */
export class Outgoing {
  readonly #connection: NatsConnection;
  #waiting: OutgoingMessage[] = [];
  #isAway = false;

  constructor(connection: NatsConnection) {
    this.#connection = connection;
  }

  /** Sends a message at the end of this turn; drops it while the server is away. Throws `MessageTooLargeError`. */
  send(message: OutgoingMessage): void {
    if (this.#isAway) return;
    const size = message.body.length + (message.options.headers?.bytes.length ?? 0);
    if (size > (this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY))
      throw new MessageTooLargeError(`A message of ${size} bytes is larger than the NATS server takes.`);
    if (this.#waiting.push(message) === 1) setImmediate(() => this.flush());
  }

  /** Whether the connection is broken. What was to be sent over it is dropped: who waits for it was told, or will be. */
  get isAway(): boolean {
    return this.#isAway;
  }

  set isAway(isAway: boolean) {
    this.#isAway = isAway;
    this.#waiting = [];
  }

  /** Sends now what would be sent at the end of this turn. */
  flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    for (const message of messages) this.#publish(message);
  }

  #publish(message: OutgoingMessage): void {
    const { subject, body, options } = message;
    try {
      this.#connection.publish(subject, body, options);
    } catch (error) {
      // The connection was closed in this turn.
      message.reject?.(error);
    }
  }
}
