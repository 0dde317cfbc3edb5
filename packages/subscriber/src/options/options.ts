import { type EventOf, type EventType, eventTypes } from "@stagepass/contracts";
import { SubscribeError } from "../errors/subscribe-error.ts";
import { checkDurableName } from "./durable-name.ts";
import { checkTypes } from "./match-types.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { rememberInMemory, type SeenEvents } from "./seen-events.ts";

/** What a subscriber asks for. */
export interface SubscribeOptions<T extends EventType = EventType> {
  /** The name under which NATS remembers what this subscriber has handled. Replicas that share it share the work. */
  readonly durable: string;
  /** All types, when it is left out. */
  readonly types?: readonly T[];
  /** Events of other organizations are passed over. */
  readonly org?: string;
  /** Where a durable that is new begins: with all that the stream still has (the default), now, or at a time. */
  readonly startAt?: "all" | "new" | Date;
  /** How many events may be handled at once. With more than 1 (the default), their order is given up. */
  readonly concurrency?: number;
  /** How long a handler may take; then it counts as failed. 60,000 by default. */
  readonly handlerTimeoutMs?: number;
  /** How often an event is tried before it becomes a dead letter. 10 by default, which is about four minutes. */
  readonly maxDeliveries?: number;
  /** The wait before the try that follows delivery number `delivery`. By default from one second, doubling, to 60. */
  readonly retryDelayMs?: (delivery: number) => number;
  /** How long NATS waits for a sign of life before it delivers an event again. 30,000 by default. */
  readonly ackWaitMs?: number;
  /** NATS forgets the durable when nobody has used it for so long. By default never. */
  readonly forgetAfterMs?: number;
  /** What remembers the events that were handled. By default the last 10,000, in memory. */
  readonly seen?: SeenEvents;
  /** Told of what a log or a person should know. */
  readonly onNotice?: (notice: SubscriberNotice) => void;
}

/** Something other than an event that was handled. */
export type SubscriberNotice =
  | { readonly kind: "retrying"; readonly event: EventOf; readonly error: unknown; readonly inMs: number }
  | { readonly kind: "dead-lettered"; readonly subject: string; readonly error: unknown }
  | { readonly kind: "dead-letter-refused"; readonly subject: string; readonly error: unknown }
  | { readonly kind: "types-changed"; readonly from: readonly string[]; readonly to: readonly EventType[] }
  | { readonly kind: "interrupted"; readonly error: SubscribeError }
  | { readonly kind: "resumed" };

type Defaulted = Exclude<keyof SubscribeOptions, "org" | "forgetAfterMs">;
export type Settings = Required<Pick<SubscribeOptions, Defaulted>> &
  Pick<SubscribeOptions, "org" | "forgetAfterMs">;

/** A longer timer than that fires at once. */
const longestTimerMs = 2_147_483_647;

/** The options with their defaults. Throws `bad-durable`, `unknown-type` and `bad-option`. */
export function settingsFrom(options: SubscribeOptions): Settings {
  const settings: Settings = {
    types: eventTypes,
    startAt: "all",
    concurrency: 1,
    handlerTimeoutMs: 60_000,
    maxDeliveries: 10,
    retryDelayMs,
    ackWaitMs: 30_000,
    seen: rememberInMemory(),
    onNotice: () => {},
    ...options,
  };
  checkDurableName(settings.durable);
  checkTypes(settings.types);
  if (settings.types.length === 0) {
    throw new SubscribeError("unknown-type", "No event type is named. Leave types out to get all events.");
  }
  for (const name of ["concurrency", "maxDeliveries", "handlerTimeoutMs", "ackWaitMs"] as const) {
    const value = settings[name];
    if (Number.isInteger(value) && value >= 1 && value <= longestTimerMs) continue;
    throw new SubscribeError(
      "bad-option",
      `${name} must be a whole number from 1 to ${longestTimerMs}, and is ${value}.`,
    );
  }
  if (settings.startAt instanceof Date && Number.isNaN(settings.startAt.getTime())) {
    throw new SubscribeError("bad-option", "startAt is not a valid time.");
  }
  return settings;
}
