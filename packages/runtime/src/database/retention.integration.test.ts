import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { eventually } from "../../../../test/support/eventually.ts";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { createSchema, query } from "../../../../test/support/servers/schema.ts";
import { outboxRetention } from "../events/outbox-retention.ts";
import { createLog } from "../process/log.ts";
import { openDatabase } from "./database.ts";
import { keepRetention, runRound } from "./keep-retention.ts";
import { deleteOld, type Pace, type Retention, retentionDays } from "./retention.ts";

/** Letters of 40 days, of which those that are sealed stay. */
const letters: Retention = {
  what: "letters",
  days: 30,
  text: `with old as materialized (
       select id, sent_at, sealed from letters
        where (sent_at, id) > ($1::timestamptz, coalesce(nullif($2, ''), '0')::integer)
          and sent_at < now() - make_interval(days => $3)
        order by sent_at, id
        limit $4
     ),
     deleted as (delete from letters where id in (select id from old where not sealed) returning id)
     select (select count(*) from deleted)::integer as deleted, sent_at::text as age, id::text as id
       from old
      order by sent_at desc, old.id desc
      limit 1`,
};

async function fillLetters(count: number): Promise<string> {
  const url = await createSchema("resolver");
  await query(
    url,
    "create table letters (id integer primary key, sent_at timestamptz not null, sealed boolean)",
  );
  // Many rows have the same time, so that only their ids order them.
  await query(
    url,
    `insert into letters
     select id, date_trunc('day', now()) - id % 4 * interval '20 days', id % 10 = 3 from generate_series(1, $1) as id`,
    [count],
  );
  return url;
}

const pace = (changes: Partial<Pace> = {}): Pace => ({
  batchRows: 100,
  pause: async () => {},
  stopping: new AbortController().signal,
  ...changes,
});

const isOld = "id % 4 > 1 and id % 10 <> 3";
const remaining = (url: string) => query<{ id: number }>(url, "select id from letters order by id");
const wanted = (url: string) =>
  query<{ id: number }>(url, `select id from letters where not (${isOld}) order by id`);

function open(url: string) {
  const database = openDatabase("resolver", url);
  onTestFinished(() => database.close());
  return database;
}

describe("a round", () => {
  test("deletes what is too old and may go, and nothing else", async () => {
    const url = await fillLetters(1_000);
    const expected = await wanted(url);
    const deleted = await deleteOld(open(url), letters, pace());
    expect(await remaining(url)).toEqual(expected);
    expect(deleted).toBe(1_000 - expected.length);
    expect(deleted).toBeGreaterThan(400);
  });

  test("looks at no more rows in one statement than it is told, and pauses after each", async () => {
    const database = open(await fillLetters(1_000));
    let pauses = 0;
    await deleteOld(database, letters, pace({ pause: async () => void pauses++ }));
    expect(pauses).toBe(5);
  });

  test("that is stopped leaves the rest to the next one", async () => {
    const url = await fillLetters(1_000);
    const expected = await wanted(url);
    const database = open(url);
    const stop = new AbortController();
    const first = await deleteOld(
      database,
      letters,
      pace({ stopping: stop.signal, pause: async () => stop.abort() }),
    );
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(100);
    expect((await remaining(url)).length).toBe(1_000 - first);
    await deleteOld(database, letters, pace());
    expect(await remaining(url)).toEqual(expected);
  });
});

describe("replicas", () => {
  /** A replica, and a list that gets how many rows each of its rounds deleted, but for none. */
  function replicaOf(url: string, rounds: number[]) {
    const log = createLog({ level: "silent" });
    log.info = (found: { deleted: number }) => void rounds.push(found.deleted);
    return { service: "resolver", databaseUrl: url, retentions: [letters], log, batchRows: 100 } as const;
  }

  test("delete nothing twice, whichever of them has the turn", async () => {
    const url = await fillLetters(1_000);
    const expected = await wanted(url);
    const rounds: number[] = [];
    for (let count = 1; count <= 3; count++) {
      const replica = keepRetention({ ...replicaOf(url, rounds), firstAfterMs: 0, everyMs: 10 });
      onTestFinished(() => replica.stop());
    }
    await eventually(async () => rounds.length > 0 || undefined, "the end of a round that deleted");
    expect(rounds).toEqual([1_000 - expected.length]);
    expect(await remaining(url)).toEqual(expected);
  });

  test("leave the round to the one that has the turn, until its session ends", async () => {
    const url = await fillLetters(1_000);
    const rounds: number[] = [];
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query("select pg_advisory_lock(hashtext('stagepass:retention'), hashtext('resolver'))");
    await runRound(replicaOf(url, rounds), new AbortController().signal);
    expect((await remaining(url)).length).toBe(1_000);
    await other.end();
    await eventually(async () => {
      await runRound(replicaOf(url, rounds), new AbortController().signal);
      return rounds.length > 0 || undefined;
    }, "a round with the turn");
    expect(await remaining(url)).toEqual(await wanted(url));
  });
});

test("an event leaves the outbox when the stream keeps it no longer, and only once it was published", async () => {
  const database = await openMigratedDatabase("resolver");
  await database.execute(
    `insert into outbox (event_id, subject, about, payload, created_at, published_at)
     select age || ' ' || published, 's', 'a', '{}', now() - age * interval '1 day', case when published then now() end
       from generate_series(28, 32) as age, unnest(array[true, false]) as published`,
  );
  await deleteOld(database, outboxRetention, pace({ batchRows: 2 }));
  const Row = z.object({ event_id: z.string() });
  const kept = await database.query(Row, "select event_id from outbox order by event_id limit 20");
  expect(kept.map(({ event_id }) => event_id)).toEqual([
    ...["28 false", "28 true", "29 false", "29 true", "30 false", "31 false", "32 false"],
  ]);
});

test("a retention is some days, and a year and a month unless said otherwise", () => {
  const days = retentionDays(2);
  expect(days.parse(undefined)).toBe(400);
  expect(days.parse("2")).toBe(2);
  for (const [text, words] of [
    ["1", "must be at least 2"],
    ["1.5", "must be a whole number of days"],
    ["for ever", "must be a number of days"],
    ["40000", "must be at most 36500, a hundred years"],
  ])
    expect(days.safeParse(text).error?.issues[0]?.message).toBe(words);
});
