import { setTimeout as wait } from "node:timers/promises";
import { eventStream, type ServiceId } from "@stagepass/contracts";
import type { JetStreamClient, JetStreamManager, NatsConnection } from "nats";
import pg from "pg";
import type { Queryable } from "../database/queryable.ts";
import type { Log } from "../process/log.ts";
import type { Metrics } from "../process/metrics.ts";
import { Signal } from "../process/signal.ts";
import { chainsOf } from "./chains.ts";
import { ensureEventStream, ensureStreams, openStreamManager, retentionMs } from "./event-stream.ts";
import { adoptStream, deleteOld, listUnpublished, markPublished, type OutboxRow } from "./outbox.ts";

interface RelayOptions {
  readonly service: ServiceId;
  readonly databaseUrl: string;
  readonly database: Queryable;
  readonly connection: NatsConnection;
  readonly log: Log;
  readonly metrics: Metrics;
}

const pollMs = 1_000;
const checkStreamMs = 10_000;
const deleteOldMs = 60 * 60 * 1000;
/** How long the relay waits after a signal, so that it reads and marks changes of the same moment together. */
const gatherMs = 5;
const batchSize = 500;
const publishTimeoutMs = 5_000;

/**
 * Publishes the events in a service's outbox, in the order of its rows. One replica leads and publishes; the others wait
 * until its database session ends. An event is marked as published after the stream has acknowledged it, so that each
 * event arrives at least once.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #stopping = new AbortController();
  readonly #signal = new Signal();
  readonly #done: Promise<void>;
  #leads = false;
  #notifying = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  /** Makes the leading replica look at the outbox now, since an event was announced. */
  wake(): void {
    if (this.#leads) this.#signal.raise();
    else void this.#notifyLeader();
  }

  /** Finishes what is under way. The remaining events wait for the next leader. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#signal.raise();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#lead();
      } catch (error) {
        if (!signal.aborted) this.#options.log.warn({ err: error }, "event relay interrupted");
      }
      await wait(pollMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Waits to become the leader, then publishes until stopped. Throws when the database or the bus fails. */
  async #lead(): Promise<void> {
    const { service, databaseUrl } = this.#options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: `stagepass-${service}-relay`,
      // Postgres thereby soon notices that a replica which waits for the lock has died. Commits need not wait for the
      // disk: if Postgres crashes and loses marks, events are published again with ids that the stream recognizes.
      options: "-c client_connection_check_interval=2000 -c synchronous_commit=off",
    });
    let lost: unknown;
    client.on("error", (error) => {
      lost = error;
      this.#signal.raise();
    });
    client.on("notification", () => this.#signal.raise());
    const abandon = () => void client.end();
    this.#stopping.signal.addEventListener("abort", abandon);
    try {
      await client.connect();
      await client.query("select pg_advisory_lock(hashtext('stagepass:relay'), hashtext($1))", [service]);
      await client.query(`listen ${channelOf(service)}`);
      this.#stopping.signal.removeEventListener("abort", abandon);
      this.#leads = true;
      await this.#publish(client, () => lost);
    } finally {
      this.#leads = false;
      this.#stopping.signal.removeEventListener("abort", abandon);
      await client.end().catch(() => {});
    }
  }

  async #publish(client: pg.Client, lost: () => unknown): Promise<void> {
    const { connection, log } = this.#options;
    const manager = await openStreamManager(connection);
    const stream = connection.jetstream({ timeout: publishTimeoutMs });
    let checkedAt = Number.NEGATIVE_INFINITY;
    let deletedAt = Number.NEGATIVE_INFINITY;
    while (!this.#stopping.signal.aborted) {
      if (lost() !== undefined) throw lost();
      if (performance.now() - checkedAt > checkStreamMs) {
        await ensureStreams(manager, log);
        await this.#checkStream(client, manager);
        checkedAt = performance.now();
      }
      if (performance.now() - deletedAt > deleteOldMs) {
        await deleteOld(client, retentionMs);
        deletedAt = performance.now();
      }
      let rows = await listUnpublished(client, batchSize);
      try {
        // This comes right before publishing: a stream that was created again first receives the events of the lost one.
        if (rows.length > 0 && (await this.#checkStream(client, manager)) > 0)
          rows = await listUnpublished(client, batchSize);
        await this.#publishRows(client, stream, rows);
      } catch (error) {
        // The stream may be missing: it is checked before the next attempt.
        checkedAt = Number.NEGATIVE_INFINITY;
        log.warn({ err: error }, "events wait to be published");
        await this.#signal.wait(pollMs);
        continue;
      }
      if (rows.length < batchSize) {
        await this.#signal.wait(pollMs);
        await wait(gatherMs);
      }
    }
  }

  /** Creates the stream if it is missing. Returns how many events have to be published again into a new stream. */
  async #checkStream(client: pg.Client, manager: JetStreamManager): Promise<number> {
    const { log } = this.#options;
    const created = await ensureEventStream(manager, log);
    const again = await adoptStream(client, eventStream.name, created, retentionMs);
    if (again > 0) log.warn({ events: again }, "the event stream is new: publishing its events again");
    return again;
  }

  async #publishRows(client: pg.Client, stream: JetStreamClient, rows: readonly OutboxRow[]): Promise<void> {
    const { service, metrics } = this.#options;
    metrics.outboxPending.set({ service }, rows.length);
    const published: OutboxRow[] = [];
    const chains = chainsOf(rows).map(async (chain) => {
      for (const row of chain) {
        if (this.#stopping.signal.aborted) return;
        await publishRow(stream, row);
        published.push(row);
      }
    });
    const ended = await Promise.allSettled(chains);
    if (published.length > 0) await markPublished(client, published);
    metrics.eventsPublished.inc({ service }, published.length);
    metrics.outboxPending.dec({ service }, published.length);
    const failed = ended.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  /** Notifies the leader. One notification is enough for many changes, since the leader reads all events. */
  async #notifyLeader(): Promise<void> {
    if (this.#notifying) return;
    this.#notifying = true;
    try {
      await this.#options.database.execute("select pg_notify($1, '')", [channelOf(this.#options.service)]);
    } catch {
      // The leader also polls, and sees the event a second later.
    } finally {
      this.#notifying = false;
    }
  }
}

async function publishRow(stream: JetStreamClient, { eventId, subject, payload }: OutboxRow): Promise<void> {
  await stream.publish(subject, payload, { msgID: eventId });
}

function channelOf(service: ServiceId): string {
  return `outbox_${service}`;
}
