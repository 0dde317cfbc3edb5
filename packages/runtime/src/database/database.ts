import type { EventContract, ServiceId } from "@stagepass/contracts";
import pg from "pg";
import type { z } from "zod";
import type { Tracer } from "../tracing/span.ts";
import { type Announcement, announcementOf } from "./announcement.ts";
import { commitTogether, type RowChange } from "./commit-together.ts";
import { connectInTime } from "./connect-in-time.ts";
import { translate } from "./failures.ts";
import { type Queryable, queryable } from "./queryable.ts";
import { beginStatementSpan } from "./statement-span.ts";

/** A transaction. It writes changes together with the events that announce them, or neither. */
export interface Transaction extends Queryable {
  /** Puts an event into the outbox. Lock the row that it is about first, so that event ids follow the order of changes. */
  announce<D extends z.ZodType>(event: EventContract<D>, about: string, data: z.input<D>): Promise<void>;
  /** Puts the same event about many things into the outbox, in their order. */
  announceEach<D extends z.ZodType>(event: EventContract<D>, each: readonly Announced<D>[]): Promise<void>;
  /** Puts different events into the outbox, in their order. */
  announceAll(announcements: readonly Announcement[]): Promise<void>;
}

/** What an event says of one thing. */
export interface Announced<D extends z.ZodType> {
  readonly about: string;
  readonly data: z.input<D>;
}

/** The database of a service. */
export interface Database extends Queryable {
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Commits a change of one row with its announcement, together with what others change by the same statement at the
   * same time. Throws when its row did not change, and announces nothing then.
   */
  commit(change: RowChange, announcement?: Announcement): Promise<void>;
}

/** A pool of connections to the database of a service. */
export interface DatabasePool extends Database {
  /** Adds a listener that is called after each commit that announced an event. */
  onAnnounced(listener: () => void): void;
  /** Its connections now, and how many statements wait for one. */
  connections(): { readonly busy: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/** Opens a pool of at most 8 connections with the role of a service. Failures throw `unavailable` and name the service. */
export function openDatabase(service: ServiceId, url: string, tracer?: Tracer | undefined): DatabasePool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `stagepass-${service}`,
    max: 8,
    // As long as a statement may take: who waits for a connection waits for the statements of others.
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // The pool replaces a connection that breaks, and its current query fails. Without a listener, the error event of the
  // connection would end the process: of the pool for an idle one, of the client for one in a transaction.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  let announced = () => {};

  const inTime = { query: (statement: pg.QueryConfig) => queryInTime(pool, service, statement) };
  const onPool = queryable(inTime, service, tracer);
  return {
    ...onPool,
    transaction: async (work) => {
      const client = await connectInTime(pool, service).catch((error: unknown) => {
        throw translate(error, service);
      });
      let broken = false;
      let announces = false;
      const onClient = queryable(client, service, tracer);
      const transaction: Transaction = {
        ...onClient,
        announce: (event, about, data) => transaction.announceEach(event, [{ about, data }]),
        announceEach: (event, each) =>
          transaction.announceAll(each.map(({ about, data }) => announcementOf(event, about, data))),
        announceAll: async (announcements) => {
          announces ||= announcements.length > 0;
          for (let at = 0; at < announcements.length; at += eventsAtOnce) {
            const rows = announcements.slice(at, at + eventsAtOnce);
            await onClient.execute(insertEvents, [
              rows.map(({ eventId }) => eventId),
              rows.map(({ subject }) => subject),
              rows.map(({ about }) => about),
              rows.map(({ payload }) => JSON.stringify(payload)),
            ]);
          }
        },
      };
      try {
        await client.query("begin");
        const result = await work(transaction);
        const span = beginStatementSpan(tracer, service, "commit");
        await client.query("commit").finally(() => span?.end());
        if (announces) announced();
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => {
          broken = true;
        });
        throw translate(error, service);
      } finally {
        client.release(broken);
      }
    },
    commit: commitTogether(onPool, () => announced()),
    onAnnounced: (listener) => {
      announced = listener;
    },
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/** As the pool's own `query`, which also drops a connection whose statement failed. */
async function queryInTime(
  pool: pg.Pool,
  service: ServiceId,
  statement: pg.QueryConfig,
): Promise<pg.QueryResult<object>> {
  const client = await connectInTime(pool, service);
  try {
    const result = await client.query<object>(statement);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

const eventsAtOnce = 1_000;

const insertEvents = `insert into outbox (event_id, subject, about, payload)
  select event_id, subject, about, payload
    from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) with ordinality
           as event (event_id, subject, about, payload, n)
   order by n`;
