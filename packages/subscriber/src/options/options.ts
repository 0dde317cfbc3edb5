import { type EventOf, type EventType, eventTypes } from "@stagepass/contracts";
import { SubscribeError } from "../errors/subscribe-error.ts";
import { checkDurableName } from "./durable-name.ts";
import { checkTypes } from "./match-types.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { rememberInMemory, type SeenEvents } from "./seen-events.ts";

/** The options of a subscription. */
export interface SubscribeOptions<T extends EventType = EventType> {
  /** The name by which NATS remembers what this subscriber has handled. Replicas with the same name share the events. */
  readonly durable: string;
  /** The types of events to follow. All by default. */
  readonly types?: readonly T[];
  /** The organization whose events to handle. Events of others are skipped. */
  readonly org?: string;
  /** Where a new durable begins: with all events in the stream (the default), with new ones, or at a time. */
  readonly startAt?: "all" | "new" | Date;
  /** How many events are handled at once. 1 by default; with more, they are not handled in order. */
  readonly concurrency?: number;
  /** How long a handler may take before it counts as failed. 60,000 by default. */
  readonly handlerTimeoutMs?: number;
  /** How often an event is delivered before it becomes a dead letter. 10 by default, which takes about four minutes. */
  readonly maxDeliveries?: number;
  /** The delay after delivery number `delivery` has failed. By default one second, doubled each time, at most 60. */
  readonly retryDelayMs?: (delivery: number) => number;
  /** How long NATS waits for a sign of life of the handler before it delivers an event again. 30,000 by default. */
  readonly ackWaitMs?: number;
  /** How long NATS keeps the durable while nobody uses it. Forever by default. */
  readonly forgetAfterMs?: number;
  /** Remembers which events were handled. By default the last 10,000, in memory. */
  readonly seen?: SeenEvents;
  /** Called for what should be in a log. */
  readonly onNotice?: (notice: SubscriberNotice) => void;
}

/** What happened to a subscription, beside events that were handled. */
export type SubscriberNotice =
  | { readonly kind: "retrying"; readonly event: EventOf; readonly error: unknown; readonly inMs: number }
  | { readonly kind: "dead-lettered"; readonly subject: string; readonly error: unknown }
  | { readonly kind: "dead-letter-refused"; readonly subject: string; readonly error: unknown }
  | { readonly kind: "types-changed"; readonly from: readonly string[]; readonly to: readonly EventType[] }
  | { readonly kind: "interrupted"; readonly error: SubscribeError }
  | { readonly kind: "resumed" };

type Defaulted = Exclude<keyof SubscribeOptions, "org" | "forgetAfterMs">;
/** The options with their defaults. */
export type Settings = Required<Pick<SubscribeOptions, Defaulted>> &
  Pick<SubscribeOptions, "org" | "forgetAfterMs">;

/** Node fires a longer timer at once. */
const longestTimerMs = 2_147_483_647;

/** Checks the options and adds the defaults. Throws `bad-durable`, `unknown-type` and `bad-option`. */
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
