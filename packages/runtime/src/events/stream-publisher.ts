import { inboxPrefix, type ServiceId } from "@stagepass/contracts";
import { createInbox, headers, type Msg, type NatsConnection, type Subscription } from "nats";
import { z } from "zod";
import type { OutboxRow } from "./outbox.ts";

/** What the stream says of an event that it has stored, now or before. */
export interface Acknowledgement {
  readonly seq: number;
  readonly duplicate?: boolean | undefined;
}

/** What became of an event. */
export interface Published {
  readonly event: OutboxRow;
  readonly answer: Acknowledgement | Error;
}

const Answer = z.union([
  z.object({ seq: z.int(), duplicate: z.boolean().optional() }),
  z.object({ error: z.object({ description: z.string() }) }),
]);

/**
 * Publishes events into the event stream, many at a time, and listens to one subscription for all acknowledgements. With
 * the publish method of the library each event is a request with a timer and promises of its own, which takes five times
 * the processor time.
 */
export class StreamPublisher {
  readonly #connection: NatsConnection;
  readonly #inbox: string;
  readonly #subscription: Subscription;
  readonly #waiting = new Map<string, (answer: Acknowledgement | Error) => void>();
  #sent = 0;

  constructor(connection: NatsConnection, service: ServiceId) {
    this.#connection = connection;
    this.#inbox = createInbox(inboxPrefix(service));
    this.#subscription = connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#waiting.get(message.subject)?.(readAnswer(message));
      },
    });
  }

  /**
   * Publishes events in their order, none of which waits for another. Resolves when the stream has answered for each of
   * them, or after `limitMs` milliseconds.
   */
  async publish(events: readonly OutboxRow[], limitMs: number): Promise<Published[]> {
    if (events.length === 0) return [];
    const answers = new Map<OutboxRow, Acknowledgement | Error>();
    const inboxes = events.map(() => `${this.#inbox}.${this.#sent++}`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      for (const [index, event] of events.entries()) {
        this.#send(event, inboxes[index] ?? "", (answer) => {
          answers.set(event, answer);
          if (answers.size < events.length) return;
          clearTimeout(timer);
          resolve();
        });
      }
    });
    for (const inbox of inboxes) this.#waiting.delete(inbox);
    return events.map((event) => ({ event, answer: answers.get(event) ?? new Error(tooLate) }));
  }

  /** Listens for no more acknowledgements. */
  close(): void {
    this.#subscription.unsubscribe();
  }

  #send(
    { eventId, subject, payload, traceparent }: OutboxRow,
    reply: string,
    settle: (answer: Acknowledgement | Error) => void,
  ): void {
    this.#waiting.set(reply, settle);
    const sent = headers();
    sent.set("Nats-Msg-Id", eventId);
    if (traceparent !== null) sent.set("traceparent", traceparent);
    try {
      this.#connection.publish(subject, payload, { headers: sent, reply });
    } catch (cause) {
      settle(new Error("The event could not be sent to the stream.", { cause }));
    }
  }
}

const tooLate = "The stream did not acknowledge the event in time.";

function readAnswer(message: Msg): Acknowledgement | Error {
  // The server's own answer when nobody listens to the subject.
  if (message.headers?.code === 503) return new Error("There is no stream that takes the event.");
  const answer = Answer.parse(message.json());
  return "error" in answer ? new Error(`The stream refused the event: ${answer.error.description}`) : answer;
}
