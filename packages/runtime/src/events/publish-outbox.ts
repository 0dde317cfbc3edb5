import { setTimeout as wait } from "node:timers/promises";
import type { ServiceId } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import type { ClientBase } from "pg";
import type { Metrics } from "../metrics/metrics.ts";
import type { Log } from "../process/log.ts";
import type { Signal } from "../process/signal.ts";
import { ensureStreams, openStreamManager } from "./event-stream.ts";
import { roundMs } from "./pace.ts";
import { publishRound } from "./publish-round.ts";
import { StreamPublisher } from "./stream-publisher.ts";
import { WatchedStream } from "./watched-stream.ts";

/** What publishing an outbox needs. */
export interface PublishOptions {
  readonly service: ServiceId;
  readonly connection: NatsConnection;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The session of the replica that leads. */
  readonly client: ClientBase;
  /** Raised when there may be something to do. */
  readonly announced: Signal;
  readonly stopping: AbortSignal;
  /** Throws when the replica has lost its session, and another one may lead. */
  assertLeading(): void;
}

const pollMs = 1_000;
const ensureStreamsMs = 10_000;

/** Publishes the events of an outbox in rounds until it is stopped. Throws when the database or the bus fails. */
export async function publishOutbox(options: PublishOptions): Promise<void> {
  const { connection, client, announced, stopping, log } = options;
  const manager = await openStreamManager(connection);
  const stream = new WatchedStream(connection, manager, log);
  const publisher = new StreamPublisher(connection, options.service);
  let ensuredAt = Number.NEGATIVE_INFINITY;
  let begunAt = performance.now();
  try {
    while (!stopping.aborted) {
      options.assertLeading();
      if (performance.now() - ensuredAt > ensureStreamsMs) {
        await ensureStreams(manager, log);
        await stream.look(client);
        ensuredAt = performance.now();
      }
      const sinceLastMs = performance.now() - begunAt;
      begunAt = performance.now();
      try {
        const { events, isMore } = await publishRound({ ...options, stream, publisher });
        if (isMore) continue;
        await announced.wait(pollMs);
        await wait(begunAt + roundMs(events, sinceLastMs) - performance.now());
      } catch (error) {
        // The stream may be missing, or be another one: it is looked at before the next attempt.
        stream.doubt();
        ensuredAt = Number.NEGATIVE_INFINITY;
        log.warn({ err: error }, "events wait to be published");
        await announced.wait(pollMs);
      }
    }
  } finally {
    publisher.close();
  }
}
