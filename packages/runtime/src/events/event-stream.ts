import { isDeepStrictEqual } from "node:util";
import { deadLetterStream, eventStream, eventsJetStream, maxLetterBytes } from "@stagepass/contracts";
import {
  DiscardPolicy,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "nats";
import type { Log } from "../process/log.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How long the stream keeps events and the outboxes keep their rows, in milliseconds. */
export const retentionMs = 30 * dayMs;

const kept = {
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.Old,
  max_age: nanos(retentionMs),
};

type Config = Partial<StreamConfig> & { readonly name: string };

const events: Config = {
  ...eventStream,
  ...kept,
  subjects: [...eventStream.subjects],
  duplicate_window: nanos(10 * 60 * 1000),
};
/** How many dead letters of one durable are kept. If all are as large as allowed, they fill an eighth of the stream. */
const lettersOfDurable = 250;

/**
 * Every subscriber may write into this stream, so that it has limits: one in all, so that the disk does not fill, and one
 * for each durable, so that it leaves room for the others. NATS rejects a letter beyond a limit and deletes none that is
 * there. The rejected event is still in the event stream, where its subscriber has not acknowledged it.
 */
const deadLetters: Config = {
  ...deadLetterStream,
  ...kept,
  subjects: [...deadLetterStream.subjects],
  discard: DiscardPolicy.New,
  discard_new_per_subject: true,
  max_msgs_per_subject: lettersOfDurable,
  max_msg_size: maxLetterBytes,
  max_bytes: 8 * lettersOfDurable * maxLetterBytes,
};

/** A stream is not as Stagepass needs it and cannot be corrected automatically. The message says what to do. */
export class StreamError extends Error {}

/** Opens the manager of the streams for a service, whose own account has no JetStream. */
export function openStreamManager(connection: NatsConnection): Promise<JetStreamManager> {
  return connection.jetstreamManager(eventsJetStream);
}

/**
 * Creates the event stream if it is missing, and corrects a different configuration. By the time of its creation, a stream
 * that was created again can be told apart. Throws `StreamError` when NATS cannot change the stream or has no JetStream.
 */
export function ensureEventStream(manager: JetStreamManager, log: Log): Promise<StreamInfo> {
  return ensureStream(manager, log, events);
}

/** Creates and corrects both streams, as `ensureEventStream` does. */
export async function ensureStreams(manager: JetStreamManager, log: Log): Promise<void> {
  for (const config of [events, deadLetters]) await ensureStream(manager, log, config);
}

async function ensureStream(manager: JetStreamManager, log: Log, config: Config): Promise<StreamInfo> {
  const info = await findStream(manager, config);
  const differences = differencesOf(info.config, config);
  if (differences.length === 0) return info;
  const corrected = await correct(manager, config, differences);
  log.warn({ stream: config.name, differences }, "a stream was configured otherwise, and is corrected");
  return corrected;
}

async function findStream(manager: JetStreamManager, config: Config): Promise<StreamInfo> {
  return manager.streams.info(config.name).catch((error: unknown) => {
    if (!(error instanceof NatsError)) throw error;
    if (error.api_error?.code === 404) return manager.streams.add(config);
    // Nobody answers for JetStream, or the answer says that this account has none.
    const isOff = error.code === "503" || notEnabled.some((code) => code === error.api_error?.err_code);
    throw isOff ? new StreamError(jetStreamOff, { cause: error }) : error;
  });
}

/** JetStream's error codes: it is not enabled on the server, or not for the account. */
const notEnabled = [10_076, 10_039];
const jetStreamOff =
  "JetStream is switched off on this NATS server, or its configuration lacks the accounts that Stagepass demands, and " +
  "no event can be announced. Start nats-server with --jetstream or add `jetstream { store_dir: … }` to its " +
  "configuration, and take users and accounts from the one that Stagepass writes.";

/** The differences from the wanted configuration, in words. Options that Stagepass does not set are not compared. */
function differencesOf(found: StreamConfig, wanted: Config): string[] {
  return Object.entries(wanted)
    .filter(([key, value]) => !isDeepStrictEqual(Reflect.get(found, key), value))
    .map(
      ([key, value]) => `${key} is ${JSON.stringify(Reflect.get(found, key))}, not ${JSON.stringify(value)}`,
    );
}

async function correct(
  manager: JetStreamManager,
  config: Config,
  differences: readonly string[],
): Promise<StreamInfo> {
  return manager.streams.update(config.name, config).catch((error: unknown) => {
    if (!(error instanceof NatsError) || error.api_error === undefined) throw error;
    throw new StreamError(
      `The stream ${config.name} is configured otherwise, and NATS does not let it be corrected ` +
        `(${error.message}): ${differences.join("; ")}. Delete it with "nats stream rm ${config.name}": ` +
        "Stagepass makes it again and publishes the events of the last 30 days into it.",
      { cause: error },
    );
  });
}
