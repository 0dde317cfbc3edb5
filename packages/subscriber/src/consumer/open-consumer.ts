import { eventStream, eventsJetStream } from "@stagepass/contracts";
import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  type ConsumerUpdateConfig,
  DeliverPolicy,
  type JetStreamManager,
  type NatsConnection,
} from "nats";
import { SubscribeError } from "../errors/subscribe-error.ts";
import type { Settings } from "../options/options.ts";
import { checkStream } from "./check-stream.ts";

/** A durable consumer that exists and is configured by the options. */
export interface OpenConsumer {
  /** When the stream was created. A different time means that it is a different stream. */
  readonly streamCreated: string;
  readonly consumer: ConsumerInfo;
  /** The types that the consumer followed until now, if they differ from the options. */
  readonly previousTypes?: readonly string[];
}

/** Where in the stream a consumer begins. */
export type Start = Pick<ConsumerConfig, "deliver_policy" | "opt_start_seq" | "opt_start_time">;

/** Decides where a new consumer begins, by the time of creation of its stream. */
export type StartIn = (streamCreated: string) => Start;

const consumerNotFound = 10_014;
const nanosPerMs = 1_000_000;

/** Finds the durable consumer and configures it, or creates it. Throws what NATS throws, and `SubscribeError`. */
export async function openConsumer(
  connection: NatsConnection,
  settings: Settings,
  startIn: StartIn,
): Promise<OpenConsumer> {
  // No check of the account: a subscriber may not request its information.
  const manager = await connection.jetstreamManager(eventsJetStream);
  const stream = await manager.streams.info(eventStream.name);
  checkStream(stream);
  const found = await findConsumer(manager, settings.durable);
  const consumer =
    found === undefined
      ? await manager.consumers.add(eventStream.name, {
          ...wanted(settings),
          ...startIn(stream.created),
          durable_name: settings.durable,
          ack_policy: AckPolicy.Explicit,
        })
      : await adjust(manager, found, settings);
  const followed = found === undefined ? settings.types : typesOf(found);
  return {
    streamCreated: stream.created,
    consumer,
    ...(same(followed, settings.types) ? {} : { previousTypes: followed }),
  };
}

function typesOf({ config }: ConsumerInfo): readonly string[] {
  return config.filter_subjects ?? [config.filter_subject ?? ""];
}

/** Where a new durable begins by the options. */
export function startAt({ startAt: at }: Settings): Start {
  if (at instanceof Date) {
    return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: at.toISOString() };
  }
  return { deliver_policy: at === "new" ? DeliverPolicy.New : DeliverPolicy.All };
}

async function findConsumer(manager: JetStreamManager, durable: string): Promise<ConsumerInfo | undefined> {
  try {
    return await manager.consumers.info(eventStream.name, durable);
  } catch (error) {
    const api = error instanceof Error && "api_error" in error ? error.api_error : undefined;
    const notFound = (api as { err_code?: unknown } | undefined)?.err_code === consumerNotFound; // of the nats package
    if (notFound) return undefined;
    throw error;
  }
}

async function adjust(
  manager: JetStreamManager,
  found: ConsumerInfo,
  settings: Settings,
): Promise<ConsumerInfo> {
  const { config } = found;
  if (config.deliver_subject || config.ack_policy !== AckPolicy.Explicit) {
    throw new SubscribeError(
      "consumer-differs",
      `The durable ${settings.durable} belongs to a consumer that somebody made for another use (a push consumer, or ` +
        "one that acknowledges otherwise). Use another name, or delete it: " +
        `nats consumer rm ${eventStream.name} ${settings.durable}`,
    );
  }
  const wants = wanted(settings);
  const has = { ...config, filter_subjects: typesOf(found) };
  if (Object.entries(wants).every(([name, value]) => same(has[name as keyof ConsumerUpdateConfig], value)))
    return found;
  return manager.consumers.update(eventStream.name, settings.durable, { ...wants, filter_subject: "" });
}

/** The configuration of a consumer that follows from the options and can be changed while the consumer exists. */
function wanted(settings: Settings): ConsumerUpdateConfig {
  return {
    description: "A subscriber of Stagepass's events",
    filter_subjects: [...settings.types],
    ack_wait: settings.ackWaitMs * nanosPerMs,
    max_ack_pending: settings.concurrency,
    // The subscriber counts deliveries itself: NATS would give up on a message without keeping a dead letter.
    max_deliver: -1,
    ...(settings.forgetAfterMs === undefined
      ? {}
      : { inactive_threshold: settings.forgetAfterMs * nanosPerMs }),
  };
}

function same(a: unknown, b: unknown): boolean {
  const comparable = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return comparable(a) === comparable(b);
}
