import { createInbox, ErrorCode, type Msg, type NatsConnection, NatsError, type Subscription } from "nats";
import type { Outgoing } from "./outgoing.ts";
import type { OutgoingPart } from "./pack.ts";
import { type AnswerPart, type QuestionPart, readAnswers } from "./parts.ts";

/** How often requests are checked for time-outs, in milliseconds. A time-out can be that late. */
const sweepEveryMs = 25;

interface Question extends OutgoingPart {
  /** When the caller stops waiting, in milliseconds of the monotonic clock of this process. */
  readonly until: number;
  /** The message that it was sent in. */
  message?: SentMessage;
  resolve(answer: AnswerPart): void;
  reject(reason: unknown): void;
}

/** A message whose answers are waited for. */
interface SentMessage {
  /** The subject at which it is answered. */
  readonly reply: string;
  /** Its questions without an answer, by their ids. */
  readonly open: Map<string, Question>;
}

/**
 * Sends requests over NATS with one subscription for all replies, one promise for each request and one timer for all. The
 * client's own `request` makes a timer, three promises and an error with a stack trace for each request, answered or not.
 * So does version 3 of its successor, `@nats-io/nats-core`.
 *
 * The messages to a subject are answered at few subjects, which are used again once all of a message is answered: what the
 * server looks up of a subject that it has not seen before costs it more than the rest of delivering a message. No subject
 * is used for requests to another subject, so that no service can answer what another one was asked.
 */
export class Questions {
  readonly #connection: NatsConnection;
  readonly #outgoing: Outgoing;
  readonly #inbox: string;
  /** All questions without an answer, by their ids. */
  readonly #open = new Map<string, Question>();
  /** By the subjects at which they are answered. */
  readonly #sent = new Map<string, SentMessage>();
  #asked = 0;
  #replies: Subscription | undefined;
  #sweep: NodeJS.Timeout | undefined;

  constructor(connection: NatsConnection, outgoing: Outgoing, inboxPrefix: string) {
    this.#connection = connection;
    this.#outgoing = outgoing;
    this.#inbox = createInbox(inboxPrefix);
  }

  /**
   * Sends a request and waits for the reply, for so many milliseconds. Throws `MessageTooLargeError` or a `NatsError`:
   * `TIMEOUT` if there was no reply in time, another code if nobody could be reached. A reply after that is dropped.
   */
  ask(subject: string, part: Omit<QuestionPart, "id">, waitMs: number): Promise<AnswerPart> {
    this.#asked += 1;
    const id = this.#asked.toString(36);
    const text = JSON.stringify({ id, ...part });
    return new Promise((resolve, reject) => {
      if (this.#isOver()) throw NatsError.errorForCode(ErrorCode.Disconnect);
      this.#replies ??= this.#listen();
      const replyTo = (ids: readonly string[]) => this.#replyTo(subject, ids);
      const question: Question = {
        subject,
        id,
        text,
        replyTo,
        until: performance.now() + waitMs,
        resolve,
        reject,
      };
      this.#outgoing.send(question);
      this.#open.set(id, question);
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

  /** Notes which questions are sent in one message, and returns a subject at which no other message is answered. */
  #replyTo(subject: string, ids: readonly string[]): string {
    const inbox = `${this.#inbox}.${subject.replaceAll(".", "-")}`;
    let n = 0;
    while (this.#sent.has(`${inbox}.${n}`)) n += 1;
    const message: SentMessage = { reply: `${inbox}.${n}`, open: new Map() };
    for (const id of ids) {
      const question = this.#open.get(id);
      if (question === undefined) continue; // its time is over
      question.message = message;
      message.open.set(id, question);
    }
    if (message.open.size > 0) this.#sent.set(message.reply, message);
    return message.reply;
  }

  #listen(): Subscription {
    return this.#connection.subscribe(`${this.#inbox}.>`, {
      callback: (error, reply) => {
        if (error === null) this.#take(reply);
        else this.#stopListening(error);
      },
    });
  }

  #take(reply: Msg): void {
    const message = this.#sent.get(reply.subject);
    if (message === undefined) return;
    if (isNobodyThere(reply)) {
      this.#endAll(message, NatsError.errorForCode(ErrorCode.NoResponders));
      return;
    }
    try {
      for (const answer of readAnswers(reply)) {
        const question = message.open.get(answer.id);
        if (question === undefined) continue;
        this.#forget(question);
        question.resolve(answer);
      }
    } catch (error) {
      this.#endAll(message, error);
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

  #endAll({ open }: SentMessage, error: unknown): void {
    for (const question of open.values()) {
      this.#forget(question);
      question.reject(error);
    }
  }

  #end(question: Question, code: ErrorCode): void {
    this.#forget(question);
    question.reject(NatsError.errorForCode(code));
  }

  #forget({ id, message }: Question): void {
    this.#open.delete(id);
    if (message === undefined) return;
    message.open.delete(id);
    if (message.open.size === 0) this.#sent.delete(message.reply);
  }
}

/** Whether this is the server's own answer when nobody listens: https://github.com/nats-io/nats-architecture-and-design ADR-1. */
function isNobodyThere({ data, headers }: Msg): boolean {
  return data.length === 0 && headers?.code === 503;
}
