import {
  CloudEvent,
  type EventOf,
  type EventType,
  eventContracts,
  invalid,
  isEventType,
  parseKnown,
} from "@stagepass/contracts";
import { ZodError } from "zod";

/** A message that no handler can be given, however often it is delivered. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
}

/** The event that a message carries, checked against its contract. Throws `UnreadableEvent`. */
export function readEvent(subject: string, text: string): EventOf {
  const envelope = CloudEvent.safeParse(parseJson(text));
  if (!envelope.success) throw new UnreadableEvent(`not a CloudEvent: ${invalid(envelope.error).message}`);
  const { type, data } = envelope.data;
  if (type !== subject) throw new UnreadableEvent(`its type is ${type}, and it was published to ${subject}`);
  if (!isEventType(type)) throw new UnreadableEvent(`there is no contract for the event type ${type}`);
  return { ...envelope.data, type, data: readData(type, data) } as EventOf; // the compiler loses that type and data belong together
}

/** The data of an event, without what a later release has added to them. */
function readData(type: EventType, data: unknown): unknown {
  try {
    return parseKnown(eventContracts[type].data, data);
  } catch (error) {
    throw error instanceof ZodError ? new UnreadableEvent(invalid(error, ["data"]).message) : error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableEvent("not JSON");
  }
}
