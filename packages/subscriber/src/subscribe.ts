import { type EventType, eventStream, eventsApiPrefix, eventsJetStream } from "@stagepass/contracts";
import {
  type ConsumerMessages,
  DeliverPolicy,
  Events,
  type JetStreamClient,
  type JsMsg,
  type NatsConnection,
} from "nats";
import { type OpenConsumer, openConsumer, startAt } from "./consumer/open-consumer.ts";
import { beginningOf, Position } from "./consumer/position.ts";
import { keepDeadLetter } from "./delivery/dead-letter.ts";
import { type Deliver, deliver, type EventHandler, type Recipient } from "./delivery/deliver.ts";
import { deliverTogether, type TogetherHandler } from "./delivery/deliver-together.ts";
import { connectionClosed, connectionLost, explainFailure, notPermitted } from "./errors/explain-failure.ts";
import type { SubscribeError, SubscribeErrorCode } from "./errors/subscribe-error.ts";
import { type Settings, type SubscribeOptions, settingsFrom } from "./options/options.ts";

/** A subscription that passes events to a handler until it is stopped. */
export interface Subscription {
  /** Stops taking events, and waits until those that are being handled are finished and acknowledged. */
  stop(): Promise<void>;
  /** Resolves when the subscription has ended: with undefined if it was stopped, otherwise with the reason. Never rejects. */
  readonly closed: Promise<SubscribeError | undefined>;
}

/** Errors that only a person can resolve: the subscription ends, since trying again would hide them. */
const lasting: readonly SubscribeErrorCode[] = [
  "closed",
  "not-permitted",
  "stream-differs",
  "consumer-differs",
];
/** Short, because the `nats` package only notices after this time that a server which came back lacks the consumer. */
const pullExpiresMs = 5_000;
const reopenMs = 500;
/** How many messages are asked for at once, unless more can be handled at once. */
const pulledAtOnce = 100;

/**
 * Follows events with a durable consumer. Each event is delivered at least once and in order, across restarts of this
 * program and of NATS. The type of the handler's event follows from `types`. An event that the handler fails on is tried
 * again after growing delays, and becomes a dead letter after `maxDeliveries`. Throws `SubscribeError` when it cannot begin.
 */
export async function subscribe<const T extends EventType = EventType>(
  connection: NatsConnection,
  options: SubscribeOptions<T>,
  handler: EventHandler<T>,
): Promise<Subscription> {
  return begin(connection, settingsFrom(options), handler as EventHandler, deliver); // as in begin()
}

/** The options of a subscription to many events at once. */
export interface TogetherOptions<T extends EventType = EventType> extends SubscribeOptions<T> {
  /** How long events are gathered before they are handled together, unless as many as `concurrency` are there earlier. */
  readonly gatherMs: number;
}

/**
 * Follows events as `subscribe` does, for a handler that does for many events what it does for one: it takes up to
 * `concurrency` events at once, in any order. Where it fails on several, each of them is handled by itself, so that only
 * those that it fails on come again.
 */
export async function subscribeTogether<const T extends EventType = EventType>(
  connection: NatsConnection,
  { gatherMs, ...options }: TogetherOptions<T>,
  handler: TogetherHandler<T>,
): Promise<Subscription> {
  const handleAny = handler as TogetherHandler; // as in begin()
  const handleOne: EventHandler = (event, context) => handleAny([event], context);
  return begin(connection, settingsFrom(options), handleOne, deliverTogether(handleAny, gatherMs));
}

/** The handler may be one for some types: no others arrive, since the consumer filters by the types of the settings. */
async function begin(
  connection: NatsConnection,
  settings: Settings,
  handler: EventHandler,
  deliver: Deliver,
): Promise<Subscription> {
  try {
    const opened = await openConsumer(connection, settings, () => startAt(settings));
    if (opened.previousTypes !== undefined) {
      settings.onNotice({ kind: "types-changed", from: opened.previousTypes, to: settings.types });
    }
    return new DurableSubscription(connection, settings, { handler, deliver }, opened);
  } catch (error) {
    throw connection.isClosed() ? connectionClosed(error) : explainFailure(error);
  }
}

/** Who handles the events of a subscription, and how they get there. */
interface Delivery {
  readonly handler: EventHandler;
  readonly deliver: Deliver;
}

class DurableSubscription implements Subscription {
  readonly closed: Promise<SubscribeError | undefined>;
  readonly #connection: NatsConnection;
  readonly #jetStream: JetStreamClient;
  readonly #settings: Settings;
  readonly #delivery: Delivery;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  #streamCreated: string;
  #position: Position;
  /** When this durable began. A consumer that replaces it can receive older events, which are skipped. */
  readonly #began: Date | undefined;
  #since: Date | undefined;
  #failure: SubscribeError | undefined;
  #messages: ConsumerMessages | undefined;
  #interrupted = false;

  constructor(
    connection: NatsConnection,
    settings: Settings,
    delivery: Delivery,
    { streamCreated, consumer }: OpenConsumer,
  ) {
    this.#connection = connection;
    this.#jetStream = connection.jetstream(eventsJetStream);
    this.#settings = settings;
    this.#delivery = delivery;
    this.#streamCreated = streamCreated;
    this.#position = new Position(consumer);
    this.#began = beginningOf(consumer);
    void this.#watchConnection();
    void connection.closed().then(() => this.#end(connectionClosed()));
    this.closed = this.#run();
  }

  async stop(): Promise<void> {
    this.#end(undefined);
    await this.closed;
  }

  #end(failure: SubscribeError | undefined): void {
    if (this.#stopping.signal.aborted) return;
    this.#failure = failure;
    this.#stopping.abort();
    void this.#messages?.close();
  }

  async #run(): Promise<SubscribeError | undefined> {
    const { signal } = this.#stopping;
    for (let first = true; !signal.aborted; first = false) {
      try {
        if (!first) await this.#reopen();
        const consumer = await this.#jetStream.consumers.get(eventStream.name, this.#settings.durable);
        this.#noteResumed();
        await this.#follow(
          await consumer.consume({
            max_messages: Math.max(this.#settings.concurrency, pulledAtOnce),
            expires: pullExpiresMs,
            idle_heartbeat: pullExpiresMs / 2,
            abort_on_missing_resource: true,
          }),
        );
      } catch (error) {
        const failure = this.#connection.isClosed() ? connectionClosed(error) : explainFailure(error);
        if (lasting.includes(failure.code)) this.#end(failure);
        else if (!signal.aborted) this.#noteInterrupted(failure);
      }
      // Without an error, this is reached when the connection was drained.
      if (!signal.aborted) await pause(reopenMs, signal);
    }
    await Promise.all(this.#underWay.values());
    // The last acknowledgements have to be sent before the process may exit.
    if (!this.#connection.isClosed()) await this.#connection.flush().catch(() => {});
    return this.#failure;
  }

  /** Opens the consumer again. If it was deleted, it is created again at the position that this subscription has reached. */
  async #reopen(): Promise<void> {
    const opened = await openConsumer(this.#connection, this.#settings, (streamCreated) =>
      streamCreated === this.#streamCreated
        ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#position.next }
        : { deliver_policy: DeliverPolicy.All },
    );
    this.#since = this.#began;
    if (opened.streamCreated === this.#streamCreated) return;
    // Into a new stream, Stagepass publishes its events again with the same ids.
    this.#streamCreated = opened.streamCreated;
    this.#position = new Position(opened.consumer);
  }

  async #follow(messages: ConsumerMessages): Promise<void> {
    this.#messages = messages;
    // The subscription may have been stopped meanwhile.
    if (this.#stopping.signal.aborted) void messages.close();
    for await (const message of messages) {
      // The next subscriber receives it at once, and not only after ackWaitMs.
      if (this.#stopping.signal.aborted) return message.nak();
      // A message that is delivered again while it is being handled is acknowledged together with the first delivery.
      if (this.#underWay.has(message.seq)) continue;
      const work = this.#deliver(message).finally(() => this.#underWay.delete(message.seq));
      this.#underWay.set(message.seq, work);
      if (this.#underWay.size >= this.#settings.concurrency) await Promise.race(this.#underWay.values());
    }
  }

  async #deliver(message: JsMsg): Promise<void> {
    const position = this.#position;
    position.begin(message.seq);
    const recipient: Recipient = {
      settings: this.#settings,
      handler: this.#delivery.handler,
      since: this.#since,
      keepDeadLetter: (letter, error) =>
        keepDeadLetter(this.#jetStream, this.#settings.durable, letter, error),
    };
    // It only throws when the connection is closed, which ends the subscription anyway.
    const done = await this.#delivery.deliver(message, recipient).catch(() => false);
    if (done) position.finish(message.seq);
  }

  /** Watches for what only the connection reports: a disconnect, and a pull or an acknowledgement that is not permitted. */
  async #watchConnection(): Promise<void> {
    const name = `${eventStream.name}.${this.#settings.durable}`;
    const needed = [`${eventsApiPrefix}.CONSUMER.MSG.NEXT.${name}`, `$JS.ACK.${name}.`];
    for await (const { type, permissionContext } of this.#connection.status()) {
      if (this.#stopping.signal.aborted) return;
      if (type === Events.Disconnect) this.#noteInterrupted(connectionLost());
      if (type === Events.Reconnect) this.#noteResumed();
      if (permissionContext === undefined) continue;
      if (!needed.some((prefix) => permissionContext.subject.startsWith(prefix))) continue;
      this.#end(notPermitted(permissionContext));
    }
  }

  #noteInterrupted(error: SubscribeError): void {
    if (!this.#interrupted) this.#settings.onNotice({ kind: "interrupted", error });
    this.#interrupted = true;
  }

  #noteResumed(): void {
    if (this.#interrupted) this.#settings.onNotice({ kind: "resumed" });
    this.#interrupted = false;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
