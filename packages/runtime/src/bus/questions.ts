import { createInbox, ErrorCode, type Msg, type NatsConnection, NatsError, type Subscription } from "nats";
import type { WrittenHeaders } from "./headers.ts";
import type { Outgoing, OutgoingMessage } from "./outgoing.ts";

/** How often the questions whose time is over are looked for, in milliseconds: that much later they may be told. */
const sweepEveryMs = 25;

interface AskOptions {
  readonly headers: WrittenHeaders;
  readonly timeoutMs: number;
}

interface Question extends OutgoingMessage {
  readonly options: { readonly reply: string; readonly headers: WrittenHeaders };
  /** When nobody waits any more, in milliseconds of this machine's monotonic clock. */
  readonly until: number;
  resolve(reply: Msg): void;
  reject(reason: unknown): void;
}

/**
 * Asks over NATS, with one subscription for all replies, one promise for each question and one timer for all of them. The
 * client's `request` makes a timer, three promises and an error with its stack trace for each question, answered or not.
 * So does its successor, `@nats-io/nats-core`, in version 3.
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
   * Asks, and waits for the reply. Throws `MessageTooLargeError`, or a `NatsError`: `TIMEOUT` when none came in time, any
   * other where nobody was reached. A reply that comes later is dropped.
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

  /** Ends the questions that nobody will answer any more; all of them, unless their subject is named. */
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

  /** The server refused the subscription, which the client has forgotten by now. */
  #stopListening(error: NatsError): void {
    this.#replies = undefined;
    this.fail(error.code as ErrorCode); // the client's own errors have the client's own codes
  }

  /** It stands by itself: what is made where a question is known holds that question for as long. */
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

/** The server answers by itself where nobody listens: https://github.com/nats-io/nats-architecture-and-design ADR-1. */
function isNobodyThere({ data, headers }: Msg): boolean {
  return data.length === 0 && headers?.code === 503;
}
