import { setTimeout as wait } from "node:timers/promises";
import type { ServiceId } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import pg from "pg";
import type { Queryable } from "../database/queryable.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Log } from "../process/log.ts";
import { Signal } from "../process/signal.ts";
import { publishOutbox } from "./publish-outbox.ts";

interface RelayOptions {
  readonly service: ServiceId;
  readonly databaseUrl: string;
  readonly database: Queryable;
  readonly connection: NatsConnection;
  readonly log: Log;
  readonly metrics: Metrics;
}

const retryMs = 1_000;
/** A replica that does not lead tells the leader of new events no more often than this, in milliseconds. */
const notifyMs = 20;

/**
 * Publishes the events in a service's outbox, in the order of its rows. One replica leads and publishes; the others wait
 * until its database session ends. An event is marked as published after the stream has acknowledged it, so that each
 * event arrives at least once.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #stopping = new AbortController();
  readonly #announced = new Signal();
  readonly #done: Promise<void>;
  #leads = false;
  #notifying = false;
  /** Whether something was announced that the leader was not told of. */
  #untold = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  /** Makes the leading replica look at the outbox now, since an event was announced. */
  wake(): void {
    if (this.#leads) {
      this.#announced.raise();
    } else {
      this.#untold = true;
      void this.#notifyLeader();
    }
  }

  /** Finishes what is under way. The remaining events wait for the next leader. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#announced.raise();
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
      await wait(retryMs, undefined, { signal }).catch(() => {});
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
      this.#announced.raise();
    });
    client.on("notification", () => this.#announced.raise());
    const { signal } = this.#stopping;
    let abandon = () => {};
    const abandoned = new Promise<never>((_resolve, reject) => {
      abandon = () => {
        void client.end();
        reject(signal.reason);
      };
    });
    signal.addEventListener("abort", abandon);
    try {
      // `connect` never settles when the client is ended meanwhile.
      await Promise.race([client.connect(), abandoned]);
      await client.query("select pg_advisory_lock(hashtext('stagepass:relay'), hashtext($1))", [service]);
      await client.query(`listen ${channelOf(service)}`);
      signal.removeEventListener("abort", abandon);
      this.#leads = true;
      await publishOutbox({
        ...this.#options,
        client,
        announced: this.#announced,
        stopping: signal,
        assertLeading: () => {
          if (lost !== undefined) throw lost;
        },
      });
    } finally {
      this.#leads = false;
      signal.removeEventListener("abort", abandon);
      await client.end().catch(() => {});
    }
  }

  /** Notifies the leader, once for all the events of a few milliseconds, since it reads all there are. */
  async #notifyLeader(): Promise<void> {
    if (this.#notifying) return;
    this.#notifying = true;
    while (this.#untold) {
      this.#untold = false;
      await this.#options.database
        .execute("select pg_notify($1, '')", [channelOf(this.#options.service)])
        // The leader also polls, and sees the event a second later.
        .catch(() => {});
      await wait(notifyMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
    this.#notifying = false;
  }
}

function channelOf(service: ServiceId): string {
  return `outbox_${service}`;
}
