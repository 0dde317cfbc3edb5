import { CloudEvent, type EventOf, eventContracts, invalid, isEventType } from "@stagepass/contracts";

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
  const parsed = eventContracts[type].data.safeParse(data);
  if (!parsed.success) throw new UnreadableEvent(invalid(parsed.error, ["data"]).message);
  return { ...envelope.data, type, data: parsed.data } as EventOf; // the compiler loses that type and data belong together
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableEvent("not JSON");
  }
}
