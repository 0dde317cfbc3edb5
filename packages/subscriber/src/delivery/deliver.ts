import { type EventOf, type EventType, readEvent } from "@stagepass/contracts";
import type { JsMsg } from "nats";
import type { Settings } from "../options/options.ts";
import { runBounded } from "./bounded-run.ts";

/** Facts about a delivery that a handler may need. */
export interface DeliveryContext {
  /** Aborted when the handler takes too long. The event then counts as failed and is delivered again. */
  readonly signal: AbortSignal;
  /** The number of this delivery, from 1. */
  readonly delivery: number;
}

/** Handles an event. If it throws or takes too long, the event is delivered again. */
export type EventHandler<T extends EventType = EventType> = (
  event: EventOf<T>,
  context: DeliveryContext,
) => unknown;

/** Who receives the events of a subscription. */
export interface Recipient {
  readonly settings: Settings;
  readonly handler: EventHandler;
  /** Events from before this time are skipped. */
  readonly since: Date | undefined;
  /** Keeps a message that is given up. Throws if it cannot be kept. */
  keepDeadLetter(message: JsMsg, error: unknown): Promise<void>;
}

/** Delivers a message to a recipient. Resolves with whether the message is finished. */
export type Deliver = (message: JsMsg, recipient: Recipient) => Promise<boolean>;

/**
 * Delivers a message to the handler and acknowledges it, schedules another attempt, or makes it a dead letter. Returns
 * whether the message is finished. Only throws when the connection is closed; then NATS delivers the message again.
 */
export async function deliver(message: JsMsg, recipient: Recipient): Promise<boolean> {
  const { settings } = recipient;
  let event: EventOf;
  try {
    event = readEvent(message.subject, message.string());
  } catch (error) {
    return giveUp(message, error, recipient);
  }
  if (isSkipped(event, recipient)) return acknowledge(message);
  const delivery = message.info.deliveryCount;
  try {
    if (await settings.seen.has(event.id)) return acknowledge(message);
    // No earlier delivery reported how it ended. The message may be what ends the process each time.
    if (delivery > settings.maxDeliveries)
      throw new Error(`It was delivered ${delivery} times, and no handler finished it.`);
    await handle(message, event, recipient);
    await settings.seen.add(event.id);
  } catch (error) {
    if (delivery >= settings.maxDeliveries) return giveUp(message, error, recipient);
    const inMs = settings.retryDelayMs(delivery);
    settings.onNotice({ kind: "retrying", event, error, inMs });
    message.nak(inMs);
    return false;
  }
  return acknowledge(message);
}

/** Whether the recipient does not want the event. */
export function isSkipped({ data, time }: EventOf, { settings, since }: Recipient): boolean {
  if (settings.org !== undefined && data.org !== settings.org) return true;
  return since !== undefined && new Date(time) < since;
}

async function handle(message: JsMsg, event: EventOf, { settings, handler }: Recipient): Promise<void> {
  const delivery = message.info.deliveryCount;
  await runBounded((signal) => handler(event, { signal, delivery }), {
    timeoutMs: settings.handlerTimeoutMs,
    everyMs: settings.ackWaitMs / 3,
    signOfLife: () => signOfLife(message),
  });
}

/** Tells NATS that the message is still being handled. */
export function signOfLife(message: JsMsg): void {
  try {
    message.working();
  } catch {
    // The connection is closed, which ends the subscription. An error here would be unhandled.
  }
}

function acknowledge(message: JsMsg): true {
  message.ack();
  return true;
}

async function giveUp(message: JsMsg, error: unknown, recipient: Recipient): Promise<boolean> {
  const { onNotice, retryDelayMs } = recipient.settings;
  const { subject } = message;
  try {
    await recipient.keepDeadLetter(message, error);
  } catch (cause) {
    // The message is only terminated once the dead letter is stored.
    onNotice({ kind: "dead-letter-refused", subject, error: cause });
    message.nak(retryDelayMs(message.info.deliveryCount));
    return false;
  }
  message.term("dead letter");
  onNotice({ kind: "dead-lettered", subject, error });
  return true;
}
