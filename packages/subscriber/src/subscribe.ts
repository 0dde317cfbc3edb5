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
import { deliver, type EventHandler, type Recipient } from "./delivery/deliver.ts";
import { connectionClosed, connectionLost, explainFailure, notPermitted } from "./errors/explain-failure.ts";
import type { SubscribeError, SubscribeErrorCode } from "./errors/subscribe-error.ts";
import { type Settings, type SubscribeOptions, settingsFrom } from "./options/options.ts";

/** Events on their way to a handler, until it is stopped. */
export interface Subscription {
  /** Takes no more events, and waits until those that are being handled are finished and acknowledged. */
  stop(): Promise<void>;
  /** Resolves when it has ended: with undefined when it was stopped, else with what made it end. Never rejects. */
  readonly closed: Promise<SubscribeError | undefined>;
}

/** Nobody but a person can end these; trying again would hide them. */
const lasting: readonly SubscribeErrorCode[] = [
  "closed",
  "not-permitted",
  "stream-differs",
  "consumer-differs",
];
/** Short, because the `nats` package waits that long before it looks again whether a server that was away has it. */
const pullExpiresMs = 5_000;
const reopenMs = 500;

/**
 * Follows events with a durable consumer, at least once each and in order, also over restarts of either side. The handler
 * is typed by `types`; an event that it fails on is tried again with growing waits, and becomes a dead letter after
 * `maxDeliveries`. Throws `SubscribeError` when it cannot begin.
 */
export async function subscribe<const T extends EventType = EventType>(
  connection: NatsConnection,
  options: SubscribeOptions<T>,
  handler: EventHandler<T>,
): Promise<Subscription> {
  const settings = settingsFrom(options);
  try {
    const opened = await openConsumer(connection, settings, () => startAt(settings));
    if (opened.previousTypes !== undefined) {
      settings.onNotice({ kind: "types-changed", from: opened.previousTypes, to: settings.types });
    }
    // Only events of these types arrive: the consumer filters by them.
    return new DurableSubscription(connection, settings, handler as EventHandler, opened);
  } catch (error) {
    throw connection.isClosed() ? connectionClosed(error) : explainFailure(error);
  }
}

class DurableSubscription implements Subscription {
  readonly closed: Promise<SubscribeError | undefined>;
  readonly #connection: NatsConnection;
  readonly #jetStream: JetStreamClient;
  readonly #settings: Settings;
  readonly #handler: EventHandler;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  #streamCreated: string;
  #position: Position;
  /** When this durable began: one that is made in its place may be given older events too. */
  readonly #began: Date | undefined;
  #since: Date | undefined;
  #failure: SubscribeError | undefined;
  #messages: ConsumerMessages | undefined;
  #interrupted = false;

  constructor(
    connection: NatsConnection,
    settings: Settings,
    handler: EventHandler,
    { streamCreated, consumer }: OpenConsumer,
  ) {
    this.#connection = connection;
    this.#jetStream = connection.jetstream(eventsJetStream);
    this.#settings = settings;
    this.#handler = handler;
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
      // It also comes here without an error, when the connection was drained.
      if (!signal.aborted) await pause(reopenMs, signal);
    }
    await Promise.all(this.#underWay.values());
    // What was acknowledged last has left this process before it may end.
    if (!this.#connection.isClosed()) await this.#connection.flush().catch(() => {});
    return this.#failure;
  }

  /** Finds the consumer again. When it was deleted, it is made anew where this subscription had come to. */
  async #reopen(): Promise<void> {
    const opened = await openConsumer(this.#connection, this.#settings, (streamCreated) =>
      streamCreated === this.#streamCreated
        ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#position.next }
        : { deliver_policy: DeliverPolicy.All },
    );
    this.#since = this.#began;
    if (opened.streamCreated === this.#streamCreated) return;
    // Stagepass publishes its events again into a stream that is new, under the same ids.
    this.#streamCreated = opened.streamCreated;
    this.#position = new Position(opened.consumer);
  }

  async #follow(messages: ConsumerMessages): Promise<void> {
    this.#messages = messages;
    // It may have been stopped while this was being opened.
    if (this.#stopping.signal.aborted) void messages.close();
    for await (const message of messages) {
      // Whoever is there next gets it at once, and not after the acknowledgement's time.
      if (this.#stopping.signal.aborted) return message.nak();
      // A message that comes again while it is being handled is acknowledged with the one that came first.
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
      handler: this.#handler,
      since: this.#since,
      keepDeadLetter: (letter, error) =>
        keepDeadLetter(this.#jetStream, this.#settings.durable, letter, error),
    };
    // What it throws is that the connection is closed, which ends the subscription by itself.
    const done = await deliver(message, recipient).catch(() => false);
    if (done) position.finish(message.seq);
  }

  /** What the connection alone is told: that it is away, and that a pull or an acknowledgement is not permitted. */
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
