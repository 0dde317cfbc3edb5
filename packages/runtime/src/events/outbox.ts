import type { ClientBase } from "pg";
import { z } from "zod";
import { parseRows } from "../database/parse-rows.ts";
import type { Queryable } from "../database/queryable.ts";

/** An event that waits to be published. Events that are `about` the same aggregate must stay in order. */
const OutboxRow = z.object({
  id: z.string(),
  eventId: z.string(),
  subject: z.string(),
  about: z.string(),
  /** The CloudEvent, as JSON text. */
  payload: z.string(),
  /** The trace of the change, if there is one. */
  traceparent: z.string().nullable(),
});
export type OutboxRow = Readonly<z.infer<typeof OutboxRow>>;

const KnownStream = z.object({ known: z.string() });

/** The oldest events that the stream has not acknowledged. */
export async function listUnpublished(client: ClientBase, limit: number): Promise<OutboxRow[]> {
  const text = `select id, event_id as "eventId", subject, about, payload::text as payload,
                  payload->>'traceparent' as traceparent
             from outbox
            where published_at is null
            order by id
            limit $1`;
  const { rows } = await client.query({ name: "list-unpublished", text, values: [limit] });
  return parseRows(OutboxRow, rows, text);
}

const Oldest = z.object({ seconds: z.number() });

/** How many seconds the oldest event has waited that the stream has not acknowledged, or 0 if there is none. */
export async function oldestUnpublishedSeconds(db: Queryable): Promise<number> {
  const [oldest] = await db.query(
    Oldest,
    `select extract(epoch from now() - created_at)::float8 as seconds
       from outbox
      where published_at is null
      order by id
      limit 1`,
  );
  return oldest?.seconds ?? 0;
}

/** Marks events as published. */
export async function markPublished(client: ClientBase, rows: readonly OutboxRow[]): Promise<void> {
  await client.query({
    name: "mark-published",
    text: "update outbox set published_at = now() where id = any($1::bigint[])",
    values: [rows.map(({ id }) => id)],
  });
}

/** Whether the stream that was created then is the one that events were published to before. */
export async function isAdopted(client: ClientBase, stream: string, created: string): Promise<boolean> {
  const text = "select stream_created_at as known from relay_state where stream = $1";
  const { rows } = await client.query({ name: "known-stream", text, values: [stream] });
  return parseRows(KnownStream, rows, text)[0]?.known === created;
}

/**
 * Marks every event that the stream should hold as unpublished, so that it is published with the same id, and keeps that
 * this is the stream which events are published to. Returns how many events those are.
 */
export async function publishAgain(
  client: ClientBase,
  stream: string,
  created: string,
  keptMs: number,
): Promise<number> {
  await client.query("begin");
  try {
    const cleared = await client.query(
      `update outbox set published_at = null
        where published_at is not null and created_at > now() - make_interval(secs => $1)`,
      [keptMs / 1000],
    );
    await client.query(
      `insert into relay_state (stream, stream_created_at) values ($1, $2)
       on conflict (stream) do update set stream_created_at = excluded.stream_created_at`,
      [stream, created],
    );
    await client.query("commit");
    return cleared.rowCount ?? 0;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
