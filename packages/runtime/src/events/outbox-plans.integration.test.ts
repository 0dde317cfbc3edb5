import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { type WatchedDatabase, watchPlans } from "../../../../test/support/servers/watch-plans.ts";
import { deleteOld } from "../database/retention.ts";
import { listUnpublished, markPublished } from "./outbox.ts";
import { outboxRetention } from "./outbox-retention.ts";

const events = 300_000;
const waiting = 700;
let url: string;
let client: pg.Client;

beforeAll(async () => {
  url = await createMigratedDatabase("resolver");
  await query(
    url,
    `insert into outbox (event_id, subject, about, payload, created_at, published_at)
     select n, 's', 'a' || n % 1000, '{}', now() - (${events} - n) * interval '10 seconds',
            case when n <= ${events - waiting} then now() end
       from generate_series(1, ${events}) as n`,
  );
  await query(url, "analyze");
  client = new pg.Client({ connectionString: url });
  await client.connect();
  return () => client.end();
});

/** The session of a relay, whose statements are looked at before they run. */
function sessionWatchedBy({ asking }: WatchedDatabase): pg.ClientBase {
  const look = async (statement: { readonly text: string; readonly values: unknown[] }) => {
    await asking.execute(statement.text, statement.values);
    return client.query(statement);
  };
  return Object.create(client, { query: { value: look } });
}

test("a relay reads from a large outbox only what waits, and marks only what it published", async () => {
  const database = await watchPlans("resolver", url);
  const session = sessionWatchedBy(database);
  const first = await listUnpublished(session, 500);
  expect(first.map(({ eventId }) => Number(eventId))).toEqual(
    Array.from({ length: 500 }, (_, index) => events - waiting + 1 + index),
  );
  await markPublished(session, first);
  expect(await listUnpublished(session, 500)).toHaveLength(waiting - first.length);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.sorts()).toEqual([]);
  expect(database.indexes()).toEqual(["outbox_pkey", "outbox_unpublished"]);
  expect(database.statements()).toBe(2);
});

test("deleting old events from a large outbox reads only those that are too old", async () => {
  const database = await watchPlans("resolver", url);
  const pace = { batchRows: 1_000, pause: async () => {}, stopping: new AbortController().signal };
  expect(await deleteOld(database, outboxRetention, pace)).toBeGreaterThan(events / 10);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.indexes()).toEqual(["outbox_created_at", "outbox_pkey"]);
});
