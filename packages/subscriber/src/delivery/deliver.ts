import type { EventOf, EventType } from "@stagepass/contracts";
import type { JsMsg } from "nats";
import type { Settings } from "../options/options.ts";
import { runBounded } from "./bounded-run.ts";
import { readEvent } from "./read-event.ts";

/** What a handler may want to know of the delivery. */
export interface DeliveryContext {
  /** Aborted when the handler has taken too long: the event counts as failed, and will be tried again. */
  readonly signal: AbortSignal;
  /** 1 the first time. */
  readonly delivery: number;
}

/** Handles an event. When it throws, or takes too long, the event is delivered again. */
export type EventHandler<T extends EventType = EventType> = (
  event: EventOf<T>,
  context: DeliveryContext,
) => unknown;

export interface Recipient {
  readonly settings: Settings;
  readonly handler: EventHandler;
  /** Events that happened earlier are passed over. */
  readonly since: Date | undefined;
  /** Keeps what is given up, or throws. */
  keepDeadLetter(message: JsMsg, error: unknown): Promise<void>;
}

/**
 * Takes one message as far as it gets: to the handler and its acknowledgement, to a later try, or to the dead letters.
 * Answers whether the message is done with. Throws only when the connection is closed; NATS delivers it again then.
 */
export async function deliver(message: JsMsg, recipient: Recipient): Promise<boolean> {
  const { settings } = recipient;
  let event: EventOf;
  try {
    event = readEvent(message.subject, message.string());
  } catch (error) {
    return giveUp(message, error, recipient);
  }
  if (isPassedOver(event, recipient)) return acknowledge(message);
  const delivery = message.info.deliveryCount;
  try {
    if (await settings.seen.has(event.id)) return acknowledge(message);
    // Whoever had it before never said how it ended: it may be what ends their process.
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

function isPassedOver({ data, time }: EventOf, { settings, since }: Recipient): boolean {
  if (settings.org !== undefined && data.org !== settings.org) return true;
  return since !== undefined && new Date(time) < since;
}

async function handle(message: JsMsg, event: EventOf, { settings, handler }: Recipient): Promise<void> {
  const delivery = message.info.deliveryCount;
  await runBounded((signal) => handler(event, { signal, delivery }), {
    timeoutMs: settings.handlerTimeoutMs,
    everyMs: settings.ackWaitMs / 3,
    signOfLife: () => {
      try {
        message.working();
      } catch {
        // The connection is closed; the subscription ends by that, and not by an error that nobody awaits.
      }
    },
  });
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
  } catch (refusal) {
    // Nothing is let go before something else holds it.
    onNotice({ kind: "dead-letter-refused", subject, error: refusal });
    message.nak(retryDelayMs(message.info.deliveryCount));
    return false;
  }
  message.term("dead letter");
  onNotice({ kind: "dead-lettered", subject, error });
  return true;
}
