import { eventStream, readEvent, UnreadableEvent } from "@stagepass/contracts";
import { type JetStreamManager, type NatsConnection, NatsError, type StoredMsg } from "nats";
import type { Log } from "../../process/log.ts";
import { openStreamManager } from "../event-stream.ts";
import type { TailEvent } from "./event-ring.ts";

/** What the stream holds at present. */
export interface StreamState {
  /** When it was created, in milliseconds. */
  readonly stream: number;
  /** The number of its oldest event. */
  readonly first: number;
  /** The number of its newest event. */
  readonly last: number;
}

/** The events as the stream has them, by their numbers. Both throw what NATS throws. */
export interface StoredEvents {
  look(): Promise<StreamState>;
  /** Reads the events after a number up to another one, in order, without those that are gone or cannot be read. */
  read(after: number, upTo: number): Promise<TailEvent[]>;
}

/** Reads the event stream of a NATS server. */
export function openStoredEvents(connection: NatsConnection, log: Log): StoredEvents {
  const opened = openStreamManager(connection);
  return {
    look: async () => {
      const { created, state } = await (await opened).streams.info(eventStream.name);
      return { stream: Date.parse(created), first: state.first_seq, last: state.last_seq };
    },
    read: async (after, upTo) => {
      const manager = await opened;
      const numbers = Array.from({ length: upTo - after }, (_, index) => after + 1 + index);
      const found = await Promise.all(numbers.map((sequence) => findMessage(manager, sequence)));
      return found.flatMap((message) => (message === undefined ? [] : eventIn(message, log)));
    },
  };
}

/** JetStream's error code for a number that no message has. */
const noMessage = 10_037;

async function findMessage(manager: JetStreamManager, sequence: number): Promise<StoredMsg | undefined> {
  return manager.streams.getMessage(eventStream.name, { seq: sequence }).catch((error: unknown) => {
    if (error instanceof NatsError && error.api_error?.err_code === noMessage) return undefined;
    throw error;
  });
}

/** The event in a message, as its contract has it. What a later release may have announced is left out. */
function eventIn(message: StoredMsg, log: Log): TailEvent[] {
  const { seq: sequence, subject } = message;
  try {
    const event = readEvent(subject, message.string());
    const [org = ""] = event.subject.split("/", 1);
    // Readers of one organization must never get what is about another, whichever of the two fields is wrong.
    if (org !== event.data.org)
      throw new UnreadableEvent("its subject and its data name different organizations");
    return [{ sequence, org, text: JSON.stringify(event) }];
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    log.warn({ sequence, type: subject, err: error }, "an event was left out, since it cannot be read");
    return [];
  }
}
