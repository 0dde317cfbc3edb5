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

/** How long events stay in the stream, and their rows in the outboxes, in milliseconds. */
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
/** How many letters of a durable are kept. With the largest letters they are an eighth of the stream. */
const lettersOfDurable = 250;

/**
 * Whoever may follow events may write here, so it is bounded: in all, so that the disk does not fill, and for each
 * durable, so that one does not take the place of the others. What does not fit is refused, and stays in the event
 * stream with whoever gave it up: nothing that is here makes room.
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

/** A stream cannot be what Stagepass needs until somebody does something about it; the message says what. */
export class StreamError extends Error {}

/** Asks for the streams as a service may, from an account that has no JetStream of its own. */
export function openStreamManager(connection: NatsConnection): Promise<JetStreamManager> {
  return connection.jetstreamManager(eventsJetStream);
}

/**
 * Makes the event stream when it is missing, and corrects it when somebody configured it otherwise. Answers when it was
 * created: another time is another stream. Throws `StreamError` where NATS cannot change it, or has no JetStream.
 */
export async function ensureEventStream(manager: JetStreamManager, log: Log): Promise<string> {
  const { created } = await ensureStream(manager, log, events);
  return created;
}

/** Makes and corrects both streams, like `ensureEventStream`. */
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
    // Nobody answers for JetStream, or it answers that this account has none.
    const isOff = error.code === "503" || notEnabled.some((code) => code === error.api_error?.err_code);
    throw isOff ? new StreamError(jetStreamOff, { cause: error }) : error;
  });
}

/** JetStream's own codes for a server and for an account on which it is not switched on. */
const notEnabled = [10_076, 10_039];
const jetStreamOff =
  "JetStream is switched off on this NATS server, or its configuration lacks the accounts that Stagepass demands, and " +
  "no event can be announced. Start nats-server with --jetstream or add `jetstream { store_dir: … }` to its " +
  "configuration, and take users and accounts from the one that Stagepass writes.";

/** What somebody configured otherwise, in words; what Stagepass does not ask for is theirs to choose. */
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
