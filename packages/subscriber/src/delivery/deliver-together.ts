import { type EventOf, type EventType, readEvent } from "@stagepass/contracts";
import type { JsMsg } from "nats";
import { runBounded } from "./bounded-run.ts";
import { type Deliver, deliver, isSkipped, type Recipient, signOfLife } from "./deliver.ts";

/** Handles events together. If it throws or takes too long, each of them is handled by itself. */
export type TogetherHandler<T extends EventType = EventType> = (
  events: readonly EventOf<T>[],
  context: { readonly signal: AbortSignal },
) => unknown;

interface Gathered {
  readonly message: JsMsg;
  readonly recipient: Recipient;
  /** Says whether the message is finished. */
  settle(isDone: boolean | Promise<boolean>): void;
}

/**
 * Gathers messages for `gatherMs`, or until there are as many as may be handled at once, and delivers them to the handler
 * together. They are acknowledged after the handler has finished. A message that came before, that cannot be read, or that is
 * among events which the handler failed on, is delivered by itself to the recipient instead.
 */
export function deliverTogether(handler: TogetherHandler, gatherMs: number): Deliver {
  let gathered: Gathered[] = [];
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = gathered;
    gathered = [];
    void deliverBatch(batch, handler);
  };
  return (message, recipient) => {
    if (message.info.deliveryCount > 1) return deliver(message, recipient);
    return new Promise((settle) => {
      gathered.push({ message, recipient, settle });
      timer ??= setTimeout(begin, gatherMs);
      if (gathered.length >= recipient.settings.concurrency) begin();
    });
  };
}

/** Never rejects. */
async function deliverBatch(batch: readonly Gathered[], handler: TogetherHandler): Promise<void> {
  const fresh = new Map<Gathered, EventOf>();
  const ids = new Set<string>();
  for (const each of batch) {
    const event = await freshEventOf(each);
    if (event === undefined || ids.has(event.id)) continue;
    ids.add(event.id);
    fresh.set(each, event);
  }
  const areHandled = await handle(fresh, handler);
  // All acknowledgements are sent in one turn, and thereby in one write.
  for (const each of batch) {
    const { message, recipient, settle } = each;
    settle(areHandled && fresh.has(each) ? acknowledge(message) : deliver(message, recipient));
  }
}

/** Reads an event that is to be handled, or undefined for any other message. */
async function freshEventOf({ message, recipient }: Gathered): Promise<EventOf | undefined> {
  try {
    const event = readEvent(message.subject, message.string());
    const isDone = isSkipped(event, recipient) || (await recipient.settings.seen.has(event.id));
    return isDone ? undefined : event;
  } catch {
    // When it is delivered by itself, the same error makes it a dead letter, or brings it again.
    return undefined;
  }
}

/** Returns whether all events were handled. */
async function handle(fresh: ReadonlyMap<Gathered, EventOf>, handler: TogetherHandler): Promise<boolean> {
  const [first] = fresh.keys();
  if (first === undefined) return true;
  const { handlerTimeoutMs, ackWaitMs, seen } = first.recipient.settings;
  const events = [...fresh.values()];
  try {
    await runBounded((signal) => handler(events, { signal }), {
      timeoutMs: handlerTimeoutMs,
      everyMs: ackWaitMs / 3,
      signOfLife: () => {
        for (const { message } of fresh.keys()) signOfLife(message);
      },
    });
    for (const { id } of events) await seen.add(id);
    return true;
  } catch {
    // Whichever of them the handler fails on by itself is reported then.
    return false;
  }
}

/** Returns false when the connection is closed. Then NATS delivers the message again. */
function acknowledge(message: JsMsg): boolean {
  try {
    message.ack();
    return true;
  } catch {
    return false;
  }
}
