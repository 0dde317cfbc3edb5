import { ZodError } from "zod";
import { parseKnown } from "../define/parse-known.ts";
import { invalid } from "../problems/invalid.ts";
import { CloudEvent } from "./cloud-event.ts";
import { type EventOf, type EventType, eventContracts, isEventType } from "./event-type.ts";

/** Thrown for a message that is not a valid event. Another delivery would not change that. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
}

/** Parses the event in a message by its contract. Throws `UnreadableEvent`. */
export function readEvent(subject: string, text: string): EventOf {
  const envelope = CloudEvent.safeParse(parseJson(text));
  if (!envelope.success) throw new UnreadableEvent(`not a CloudEvent: ${invalid(envelope.error).message}`);
  const { type, data } = envelope.data;
  if (type !== subject) throw new UnreadableEvent(`its type is ${type}, and it was published to ${subject}`);
  if (!isEventType(type)) throw new UnreadableEvent(`there is no contract for the event type ${type}`);
  return { ...envelope.data, type, data: readData(type, data) } as EventOf; // the compiler does not relate the type to its data
}

/** Parses the data of an event, without fields that a later release has added. */
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
