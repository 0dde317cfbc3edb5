import { CloudEvent, eventStream, eventsJetStream } from "@stagepass/contracts";
import { connect, type NatsConnection } from "nats";
import { eventually } from "../eventually.ts";

/** An event in the stream: the subject that it was published to, and its envelope. */
export interface StoredEvent {
  readonly subject: string;
  readonly messageId: string | undefined;
  /** The trace that the message's header names, or an empty text. */
  readonly traceparent: string;
  readonly event: CloudEvent;
}

/** A subscriber that reads the event stream from its beginning. */
export interface EventLog {
  /** The events so far, in the order of the stream. */
  readonly events: readonly StoredEvent[];
  /** Waits for an event that satisfies `fits`, and returns it. */
  waitFor(fits: (stored: StoredEvent) => boolean, what: string): Promise<StoredEvent>;
  stop(): Promise<void>;
}

/** Connects with the URL in local.json. Replies go to the default inbox, as with any NATS client. */
export function connectAs(natsUrl: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(natsUrl);
  return connect({ servers: host, user: username, pass: decodeURIComponent(password) });
}

/** Follows the event stream with an ordered consumer, which leaves nothing behind. */
export async function followEvents(natsUrl: string): Promise<EventLog> {
  const connection = await connectAs(natsUrl);
  const consumer = await connection.jetstream(eventsJetStream).consumers.get(eventStream.name);
  const messages = await consumer.consume();
  const events: StoredEvent[] = [];
  const reading = (async () => {
    for await (const message of messages) {
      const event = CloudEvent.parse(message.json());
      const { subject, headers } = message;
      const traceparent = headers?.get("traceparent") ?? "";
      events.push({ subject, messageId: headers?.get("Nats-Msg-Id"), traceparent, event });
    }
  })();
  return {
    events,
    waitFor: (fits, what) => eventually(async () => events.find(fits), `${what} is announced`),
    stop: async () => {
      await messages.close();
      await reading;
      await connection.close();
    },
  };
}
