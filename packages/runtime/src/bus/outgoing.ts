import type { NatsConnection } from "nats";
import { type OutgoingPart, type Packed, pack } from "./pack.ts";

/** Thrown for a question or an answer that is larger than the NATS server accepts. */
export class MessageTooLargeError extends Error {}

/** For how many turns of the event loop parts are gathered at most. */
const maxTurns = 4;

/**
 * Sends what arises in one turn of the event loop in one write to the socket and in few messages, and what the next turns
 * bring with it as long as each brings more. A turn that waits for nothing is short: what stays alone is sent as good as at
 * once. The client itself writes for each caller, which is once for each HTTP request, and a write costs more than
 * everything else in sending a request.
 */
export class Outgoing {
  readonly #connection: Pick<NatsConnection, "info" | "publish">;
  #waiting: OutgoingPart[] = [];
  #isAway = false;

  constructor(connection: Pick<NatsConnection, "info" | "publish">) {
    this.#connection = connection;
  }

  /** Sends a question or an answer within a few turns. While the server is away, drops it. Throws `MessageTooLargeError`. */
  send(part: OutgoingPart): void {
    if (this.#isAway) return;
    const size = Buffer.byteLength(part.text) + brackets;
    if (size > (this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY))
      throw new MessageTooLargeError(`A message of ${size} bytes is larger than the NATS server takes.`);
    if (this.#waiting.push(part) === 1) this.#flushAfterTurn(0, maxTurns);
  }

  /** Whether the connection is broken. Nothing is sent then, and requests that wait for an answer fail. */
  get isAway(): boolean {
    return this.#isAway;
  }

  set isAway(isAway: boolean) {
    this.#isAway = isAway;
    this.#waiting = [];
  }

  /** Sends now what waits. */
  flush(): void {
    const parts = this.#waiting;
    this.#waiting = [];
    for (const message of pack(parts)) this.#publish(message);
  }

  #flushAfterTurn(countBefore: number, turnsLeft: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length > countBefore && turnsLeft > 1) this.#flushAfterTurn(length, turnsLeft - 1);
      else this.flush();
    });
  }

  #publish({ subject, parts }: Packed): void {
    const text = `[${parts.map((part) => part.text).join()}]`;
    const reply = parts[0]?.replyTo?.(parts.map(({ id }) => id));
    try {
      this.#connection.publish(subject, text, reply === undefined ? {} : { reply });
    } catch (error) {
      // The connection was closed in this turn.
      for (const part of parts) part.reject?.(error);
    }
  }
}

/** The bytes around the parts of a message. */
const brackets = 2;
