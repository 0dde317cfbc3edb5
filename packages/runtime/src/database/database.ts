import { createHash, randomUUID } from "node:crypto";
import { type CloudEvent, type EventContract, ownerOf, Problem, type ServiceId } from "@stagepass/contracts";
import pg from "pg";
import type { z } from "zod";
import { parseRows } from "./parse-rows.ts";

/** Where SQL can be sent: the pool, or a transaction. */
export interface Queryable {
  /** The rows of a statement, each as the schema reads it. One that does not fit is a mistake of ours, and `internal`. */
  query<R extends z.ZodType>(row: R, text: string, values?: readonly unknown[]): Promise<z.output<R>[]>;
  /** Runs a statement whose rows nobody reads, and answers how many it found or changed. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

/** A transaction, in which changes and their announcements are written together or not at all. */
export interface Transaction extends Queryable {
  /** Puts an event into the outbox. Lock the row that it is about first, so that ids follow the order of changes. */
  announce<D extends z.ZodType>(event: EventContract<D>, about: string, data: z.input<D>): Promise<void>;
}

/** One statement that inserts, updates or deletes. */
export interface Change {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Database extends Queryable {
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Commits a change of one row with its announcement in a single round trip, where a transaction takes four. Throws
   * when no row changed.
   */
  announceChange<D extends z.ZodType>(
    change: Change,
    event: EventContract<D>,
    about: string,
    data: z.input<D>,
  ): Promise<void>;
}

export interface DatabasePool extends Database {
  /** Called after each commit that announced something. */
  onAnnounced(listener: () => void): void;
  close(): Promise<void>;
}

/** A pool of at most 8 connections as the role of one service. Its failures are `unavailable`, naming the service. */
export function openDatabase(service: ServiceId, url: string): DatabasePool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `stagepass-${service}`,
    max: 8,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks is replaced by the pool, and who uses it is told by the query. Without a listener it would
  // end the process: the pool hears of those that are idle, and nobody of one that breaks inside a transaction.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  let announced = () => {};

  const queryable = (client: pg.Pool | pg.PoolClient): Queryable => {
    const send = async (text: string, values: readonly unknown[]) => {
      try {
        return await client.query<object>({ name: statementName(text), text, values: [...values] });
      } catch (error) {
        throw translate(error, service);
      }
    };
    return {
      query: async (row, text, values = []) => parseRows(row, (await send(text, values)).rows, text),
      execute: async (text, values = []) => (await send(text, values)).rowCount ?? 0,
    };
  };

  const onPool = queryable(pool);
  return {
    ...onPool,
    transaction: async (work) => {
      const client = await pool.connect().catch((error: unknown) => {
        throw translate(error, service);
      });
      let broken = false;
      let announces = false;
      const onClient = queryable(client);
      const transaction: Transaction = {
        ...onClient,
        announce: async (event, about, data) => {
          announces = true;
          await onClient.execute(insertEvent, eventRow(event, about, data));
        },
      };
      try {
        await client.query("begin");
        const result = await work(transaction);
        await client.query("commit");
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
    announceChange: async ({ text, values }, event, about, data) => {
      const row = eventRow(event, about, data);
      const rowCount = await onPool.execute(withAnnouncement(text, values.length), [...values, ...row]);
      if (rowCount !== 1) throw new Error(`No row changed, so ${event.subject} was not announced.`);
      announced();
    },
    onAnnounced: (listener) => {
      announced = listener;
    },
    close: () => pool.end(),
  };
}

const insertEvent = "insert into outbox (event_id, subject, about, payload) values ($1, $2, $3, $4)";

/** The change as a part of the insertion: the row of the event gets its id once the changed row is locked. */
function withAnnouncement(change: string, parameters: number): string {
  const [id, subject, about, payload] = [1, 2, 3, 4].map((place) => `$${parameters + place}`);
  return `with change as (${change} returning 1)
     insert into outbox (event_id, subject, about, payload)
     select ${id}::text, ${subject}::text, ${about}::text, ${payload}::jsonb from change limit 1`;
}

function eventRow<D extends z.ZodType>(event: EventContract<D>, about: string, data: z.input<D>): unknown[] {
  const envelope: CloudEvent = {
    specversion: "1.0",
    id: randomUUID(),
    source: `/stagepass/${ownerOf(event)}`,
    type: event.subject,
    subject: about,
    time: new Date().toISOString(),
    datacontenttype: "application/json",
    data: event.data.parse(data),
  };
  return [envelope.id, event.subject, about, envelope];
}

const names = new Map<string, string>();

/** Every statement is prepared once for each connection, under a name made from its text. */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  names.set(text, name);
  return name;
}

/** Connection failures, shutdowns, exhausted resources and time-outs: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const passing = /^(08...|53...|57P..|57014|25P03|40001|40P01|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

function translate(error: unknown, service: ServiceId): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const lost = /timeout|terminated|Connection (ended|closed)|not queryable/i.test(error.message);
  if (!passing.test(code) && !lost) return error;
  const detail = `The ${service} service cannot reach its database, or the database is too slow. Try again shortly.`;
  return new Problem("unavailable", detail, { part: service, cause: error });
}

/** Whether a statement failed because it would have made a second row with the same key. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
