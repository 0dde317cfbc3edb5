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
/** How long the relay lets changes gather that are made at the same time, so that it reads and marks them together. */
const gatherMs = 5;
const batchSize = 500;
const publishTimeoutMs = 5_000;

/**
 * Publishes a service's outbox in the order of its rows. One replica at a time does so; the others wait until its
 * database session ends. An event is marked after the stream acknowledged it, so it arrives at least once.
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

  /** Something was announced: look at the outbox now, here or in the replica that leads. */
  wake(): void {
    if (this.#leads) this.#signal.raise();
    else void this.#notifyLeader();
  }

  /** Finishes what is under way. What is left waits for the next relay. */
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
      // So that Postgres notices soon when a replica that waits for the lock has died. And what the relay writes may be
      // lost with a crash of Postgres: it would publish again, under ids that the stream knows.
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
        // Right before publishing: into a stream that replaced the last one, what that one had goes first.
        if (rows.length > 0 && (await this.#checkStream(client, manager)) > 0)
          rows = await listUnpublished(client, batchSize);
        await this.#publishRows(client, stream, rows);
      } catch (error) {
        // The stream may be gone; look at it before the next try.
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

  /** Makes the stream when it is missing. Answers how many events a new one needs to be given again. */
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

  /** Many changes at once need one notification: the leader then reads all that there is. */
  async #notifyLeader(): Promise<void> {
    if (this.#notifying) return;
    this.#notifying = true;
    try {
      await this.#options.database.execute("select pg_notify($1, '')", [channelOf(this.#options.service)]);
    } catch {
      // The leader polls as well; it sees the change a second later.
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
