import { createInbox, ErrorCode, type Msg, type NatsConnection, NatsError, type Subscription } from "nats";
import type { WrittenHeaders } from "./headers.ts";
import type { Outgoing, OutgoingMessage } from "./outgoing.ts";

/** How often requests are checked for time-outs, in milliseconds. A time-out can be that late. */
const sweepEveryMs = 25;

interface AskOptions {
  readonly headers: WrittenHeaders;
  readonly timeoutMs: number;
}

interface Question extends OutgoingMessage {
  readonly options: { readonly reply: string; readonly headers: WrittenHeaders };
  /** When the caller stops waiting, in milliseconds of the monotonic clock of this process. */
  readonly until: number;
  resolve(reply: Msg): void;
  reject(reason: unknown): void;
}

/**
 * Sends requests over NATS with one subscription for all replies, one promise for each request and one timer for all. The
 * client's own `request` makes a timer, three promises and an error with a stack trace for each request, answered or not.
 * So does version 3 of its successor, `@nats-io/nats-core`.
 */
export class Questions {
  readonly #connection: NatsConnection;
  readonly #outgoing: Outgoing;
  readonly #inbox: string;
  readonly #open = new Map<string, Question>();
  #asked = 0;
  #replies: Subscription | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(connection: NatsConnection, outgoing: Outgoing, inboxPrefix: string) {
    this.#connection = connection;
    this.#outgoing = outgoing;
    this.#inbox = createInbox(inboxPrefix);
  }

  /**
   * Sends a request and waits for the reply. Throws `MessageTooLargeError` or a `NatsError`: `TIMEOUT` if there was no
   * reply in time, another code if nobody could be reached. A reply after that is dropped.
   */
  ask(subject: string, body: Uint8Array, { headers, timeoutMs }: AskOptions): Promise<Msg> {
    return new Promise((resolve, reject) => {
      if (this.#isOver()) throw NatsError.errorForCode(ErrorCode.Disconnect);
      this.#replies ??= this.#listen();
      this.#asked += 1;
      const reply = `${this.#inbox}.${this.#asked.toString(36)}`;
      const options = { reply, headers };
      const question = { subject, body, options, until: performance.now() + timeoutMs, resolve, reject };
      this.#outgoing.send(question);
      this.#open.set(reply, question);
      this.#sweep ??= this.#startSweep();
    });
  }

  /** Fails the requests to a subject that will not be answered any more, or all requests. */
  fail(code: ErrorCode, subject?: string): void {
    for (const question of this.#open.values())
      if (subject === undefined || question.subject === subject) this.#end(question, code);
  }

  #isOver(): boolean {
    return this.#outgoing.isAway || this.#connection.isDraining() || this.#connection.isClosed();
  }

  #listen(): Subscription {
    return this.#connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, reply) => {
        if (error === null) this.#take(reply);
        else this.#stopListening(error);
      },
    });
  }

  #take(reply: Msg): void {
    const question = this.#open.get(reply.subject);
    if (question === undefined) return;
    if (isNobodyThere(reply)) {
      this.#end(question, ErrorCode.NoResponders);
    } else {
      this.#open.delete(reply.subject);
      question.resolve(reply);
    }
  }

  /** Handles that the server has denied the subscription, which the client thereby removes. */
  #stopListening(error: NatsError): void {
    this.#replies = undefined;
    this.fail(error.code as ErrorCode); // the client's own errors have the client's own codes
  }

  /** A method of its own, since a timer that is made in ask() would hold the request in memory. */
  #startSweep(): NodeJS.Timeout {
    return setInterval(() => this.#expire(), sweepEveryMs);
  }

  #expire(): void {
    const now = performance.now();
    for (const question of this.#open.values())
      if (question.until <= now) this.#end(question, ErrorCode.Timeout);
    if (this.#open.size > 0) return;
    clearInterval(this.#sweep);
    this.#sweep = undefined;
  }

  #end(question: Question, code: ErrorCode): void {
    this.#open.delete(question.options.reply);
    question.reject(NatsError.errorForCode(code));
  }
}

/** Whether this is the server's own answer when nobody listens: https://github.com/nats-io/nats-architecture-and-design ADR-1. */
function isNobodyThere({ data, headers }: Msg): boolean {
  return data.length === 0 && headers?.code === 503;
}
