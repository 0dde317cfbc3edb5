import type { ServiceId } from "@stagepass/contracts";
import type { ClientBase } from "pg";
import type { Metrics } from "../metrics/metrics.ts";
import { listUnpublished, markPublished, type OutboxRow } from "./outbox.ts";
import type { StreamPublisher } from "./stream-publisher.ts";
import type { WatchedStream } from "./watched-stream.ts";
import { wavesOf } from "./waves.ts";

/** How many events one round publishes at most. */
const roundSize = 500;
const acknowledgeMs = 5_000;

/** What a round of publishing needs. */
export interface RoundOptions {
  readonly service: ServiceId;
  readonly metrics: Metrics;
  readonly client: ClientBase;
  readonly stream: WatchedStream;
  readonly publisher: StreamPublisher;
  readonly stopping: AbortSignal;
}

/** What a round found. */
export interface Round {
  readonly events: number;
  /** Whether others wait to be published at once. */
  readonly isMore: boolean;
}

/**
 * Publishes the oldest events of an outbox together, and marks those that the stream has acknowledged in one statement.
 * Throws after that when some could not be published.
 */
export async function publishRound(options: RoundOptions): Promise<Round> {
  const { service, metrics, client, stream } = options;
  let rows = await listUnpublished(client, roundSize);
  // A stream that was created again first receives the events of the lost one.
  if (rows.length > 0 && (await stream.look(client))) rows = await listUnpublished(client, roundSize);
  metrics.outboxPending.set({ service }, rows.length);
  const { published, failure } = await publishInOrder(options, rows);
  if (published.length > 0) await markPublished(client, published);
  metrics.eventsPublished.inc({ service }, published.length);
  metrics.outboxPending.dec({ service }, published.length);
  if (failure !== undefined) throw failure;
  const isLost = stream.isDoubted && published.length > 0 && (await stream.look(client));
  return {
    events: published.length,
    isMore: isLost || rows.length === roundSize || published.length < rows.length,
  };
}

/**
 * Publishes wave by wave. What follows an event that failed waits with it, and everything waits when the stream is doubted
 * meanwhile.
 */
async function publishInOrder({ stream, publisher, stopping }: RoundOptions, rows: readonly OutboxRow[]) {
  const published: OutboxRow[] = [];
  const failed = new Map<string, Error>();
  for (const wave of wavesOf(rows)) {
    if (stopping.aborted || stream.isDoubted) break;
    const ready = wave.filter(({ about }) => !failed.has(about));
    for (const { event, answer } of await publisher.publish(ready, acknowledgeMs)) {
      if (answer instanceof Error) {
        failed.set(event.about, answer);
      } else {
        published.push(event);
        stream.observe(answer);
      }
    }
  }
  const [failure] = failed.values();
  return { published, failure };
}
