import type { NatsConnection } from "nats";
import type { WrittenHeaders } from "./headers.ts";

/** A message that is about to be sent. */
export interface OutgoingMessage {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly options: { readonly reply?: string; readonly headers?: WrittenHeaders };
  /** Called if the message cannot be sent. */
  reject?(reason: unknown): void;
}

/** Thrown for a message that is larger than the NATS server accepts. */
export class MessageTooLargeError extends Error {}

/** For how many turns of the event loop messages are gathered at most. */
const maxTurns = 4;

/**
 * Sends the messages of one turn of the event loop in one write to the socket, and those of the next turns with them as
 * long as each brings more. A turn that waits for nothing is short: a message that stays alone is sent as good as at once.
 * The client itself writes for each caller, which is once for each HTTP request, and a write costs more than everything
 * else in sending a request.
 */
export class Outgoing {
  readonly #connection: Pick<NatsConnection, "info" | "publish">;
  #waiting: OutgoingMessage[] = [];
  #isAway = false;

  constructor(connection: Pick<NatsConnection, "info" | "publish">) {
    this.#connection = connection;
  }

  /** Sends a message within a few turns. While the server is away, drops it. Throws `MessageTooLargeError`. */
  send(message: OutgoingMessage): void {
    if (this.#isAway) return;
    const size = message.body.length + (message.options.headers?.bytes.length ?? 0);
    if (size > (this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY))
      throw new MessageTooLargeError(`A message of ${size} bytes is larger than the NATS server takes.`);
    if (this.#waiting.push(message) === 1) this.#flushAfterTurn(0, maxTurns);
  }

  /** Whether the connection is broken. Messages are then dropped, and requests that wait for an answer fail. */
  get isAway(): boolean {
    return this.#isAway;
  }

  set isAway(isAway: boolean) {
    this.#isAway = isAway;
    this.#waiting = [];
  }

  /** Sends the messages of this turn now. */
  flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    for (const message of messages) this.#publish(message);
  }

  #flushAfterTurn(countBefore: number, turnsLeft: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length > countBefore && turnsLeft > 1) this.#flushAfterTurn(length, turnsLeft - 1);
      else this.flush();
    });
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
