import { setTimeout as wait } from "node:timers/promises";
import { durableOf, type EventOf, type EventType, type ServiceId } from "@stagepass/contracts";
import { type SubscriberNotice, type Subscription, subscribeTogether } from "@stagepass/subscriber";
import type { NatsConnection } from "nats";
import type { Log } from "../process/log.ts";

/** The events that a service follows, and what it does with each. */
export interface Following {
  readonly types: readonly EventType[];
  /**
   * Handles events together. Each can come more than once, and they come in any order. If it throws, it gets each of them by
   * itself, and those that it throws for come again.
   */
  handle(events: readonly EventOf[]): Promise<void>;
}

/** Says which events a service follows. The types of the events that `handle` gets follow from the types. */
export function following<const T extends EventType>(
  types: readonly T[],
  handle: (events: readonly EventOf<T>[]) => Promise<void>,
): Following {
  return { types, handle: handle as Following["handle"] }; // no other types arrive
}

interface FollowOptions extends Following {
  readonly service: ServiceId;
  readonly connection: NatsConnection;
  readonly log: Log;
  /** How long to wait before the next attempt to follow. */
  readonly againAfterMs?: number;
}

/** How often an event is tried: with a minute between two attempts, for more than half a day. */
const maxDeliveries = 1_000;
/** Following a deploy's events costs a small part of the deploy only when many are handled and acknowledged together. */
const concurrency = 250;
const gatherMs = 100;

/**
 * Follows events with the durable consumer of a service, which its replicas share, until it is stopped. Whatever happens to
 * NATS, it tries again; the service works on without it.
 */
export function followEvents(options: FollowOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current: Subscription | undefined;
  const done = repeat(options, stopping.signal, (subscription) => {
    current = subscription;
  });
  return {
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await done;
    },
  };
}

async function repeat(
  { service, connection, log, types, handle, againAfterMs = 15_000 }: FollowOptions,
  stopping: AbortSignal,
  onSubscribed: (subscription: Subscription) => void,
): Promise<void> {
  const onNotice = (notice: SubscriberNotice) => {
    if (notice.kind === "resumed" || notice.kind === "types-changed") return;
    const { kind, error } = notice;
    const eventId = kind === "retrying" ? notice.event.id : undefined;
    log.warn({ err: error, eventId, notice: kind }, "following events met a problem");
  };
  while (!stopping.aborted && !connection.isClosed()) {
    try {
      const settings = { durable: durableOf(service), types, concurrency, gatherMs, maxDeliveries, onNotice };
      const subscription = await subscribeTogether(connection, settings, (events) => handle(events));
      onSubscribed(subscription);
      if (stopping.aborted) await subscription.stop();
      const reason = await subscription.closed;
      if (reason !== undefined) throw reason;
    } catch (error) {
      if (!stopping.aborted) log.warn({ err: error }, "events are not followed, and it is tried again");
    }
    await wait(againAfterMs, undefined, { signal: stopping }).catch(() => {});
  }
}
