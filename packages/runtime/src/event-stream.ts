import { isDeepStrictEqual } from "node:util";
import { deadLetterStream, eventStream } from "@stagepass/contracts";
import {
  DiscardPolicy,
  type JetStreamManager,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "nats";

const dayMs = 24 * 60 * 60 * 1000;

/** How long events stay in the stream, and their rows in the outboxes, in milliseconds. */
export const retentionMs = 30 * dayMs;

const kept = {
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.Old,
  max_age: nanos(retentionMs),
};

const streams: (Partial<StreamConfig> & { name: string })[] = [
  { ...eventStream, ...kept, subjects: [...eventStream.subjects], duplicate_window: nanos(10 * 60 * 1000) },
  { ...deadLetterStream, ...kept, subjects: [...deadLetterStream.subjects] },
];

/**
 * Makes the streams that are missing and corrects those that are kept otherwise. Answers when the event stream was
 * created: another time is another stream.
 */
export async function ensureStreams(manager: JetStreamManager): Promise<string> {
  let created = "";
  for (const config of streams) {
    const info = await ensureStream(manager, config);
    if (config.name === eventStream.name) created = info.created;
  }
  return created;
}

type Config = (typeof streams)[number];

async function ensureStream(manager: JetStreamManager, config: Config): Promise<StreamInfo> {
  const info = await manager.streams.info(config.name).catch((error: unknown) => {
    if (error instanceof NatsError && error.api_error?.code === 404) return manager.streams.add(config);
    throw error;
  });
  return isKeptAs(info.config, config) ? info : manager.streams.update(config.name, config);
}

function isKeptAs(found: StreamConfig, wanted: Config): boolean {
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(Reflect.get(found, key), value));
}
