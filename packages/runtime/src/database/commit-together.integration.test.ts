import { profileCreated } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { announcementOf } from "./announcement.ts";
import type { RowChange } from "./commit-together.ts";
import type { DatabasePool } from "./database.ts";

/** A database with a table of numbered stamps. Each can be used once. */
async function openStamps(count: number): Promise<DatabasePool> {
  const database = await openMigratedDatabase("resolver");
  await database.execute(
    "create table stamps (id integer primary key, used_by text check (used_by <> 'nobody'))",
  );
  await database.execute("insert into stamps (id) select generate_series(1, $1::integer)", [count]);
  return database;
}

const text = `changed as (
  update stamps set used_by = asked.used_by
    from json_to_recordset($1::json) as asked (n integer, id integer, used_by text)
   where stamps.id = asked.id and stamps.used_by is null
  returning n
)`;
const use = (id: number, usedBy = "somebody"): RowChange => ({ text, row: { id, used_by: usedBy } });
const announcing = (id: number) =>
  announcementOf(profileCreated, `stamps/${id}`, {
    org: "acmecorp",
    by: "key_1",
    profile: `p${id}`,
    version: 1,
  });

const readUsed = (database: DatabasePool) =>
  database.query(
    z.object({ id: z.int(), transaction: z.string() }),
    "select id, xmin::text as transaction from stamps where used_by is not null order by id limit 100",
  );
const readOutbox = (database: DatabasePool) =>
  database.query(
    z.object({ about: z.string(), transaction: z.string() }),
    "select about, xmin::text as transaction from outbox order by id limit 100",
  );

const outcomes = async (commits: readonly Promise<void>[]) =>
  (await Promise.allSettled(commits)).map((settled) =>
    settled.status === "fulfilled" ? "committed" : settled.reason instanceof Error && settled.reason.message,
  );

test("changes at the same time are committed in one transaction, each with its event", async () => {
  const database = await openStamps(3);
  await Promise.all([1, 2, 3].map((id) => database.commit(use(id), announcing(id))));
  const used = await readUsed(database);
  const outbox = await readOutbox(database);
  expect(used.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(outbox.map(({ about }) => about)).toEqual(["stamps/1", "stamps/2", "stamps/3"]);
  expect(new Set([...used, ...outbox].map(({ transaction }) => transaction)).size).toBe(1);
});

test("a change that finds no row fails alone and announces nothing", async () => {
  const database = await openStamps(2);
  await database.commit(use(1));
  expect(await outcomes([1, 2, 3].map((id) => database.commit(use(id), announcing(id))))).toEqual([
    expect.stringContaining("No row changed, so profiles.v1.profile.created was not announced"),
    "committed",
    expect.stringContaining("No row changed"),
  ]);
  expect(await readOutbox(database)).toMatchObject([{ about: "stamps/2" }]);
});

test("of two changes of one row at the same time, one is committed and announced", async () => {
  const database = await openStamps(1);
  const ends = await outcomes(
    [use(1, "a"), use(1, "b")].map((change) => database.commit(change, announcing(1))),
  );
  expect(ends.toSorted()).toEqual([expect.stringContaining("No row changed"), "committed"]);
  expect(await readOutbox(database)).toHaveLength(1);
});

test("a change that Postgres rejects fails alone, and the others are committed", async () => {
  const database = await openStamps(3);
  const changes = [use(1), use(2, "nobody"), use(3)];
  expect(
    await outcomes(changes.map((change, index) => database.commit(change, announcing(index + 1)))),
  ).toEqual(["committed", expect.stringContaining("stamps_used_by_check"), "committed"]);
  expect(await readUsed(database)).toMatchObject([{ id: 1 }, { id: 3 }]);
  expect(await readOutbox(database)).toMatchObject([{ about: "stamps/1" }, { about: "stamps/3" }]);
});

test("an event that is rejected rolls back its own change and no other", async () => {
  const database = await openStamps(3);
  const twice = announcing(1);
  await database.commit(use(3), twice);
  expect(await outcomes([database.commit(use(1), twice), database.commit(use(2), announcing(2))])).toEqual([
    expect.stringContaining("outbox_event_id_key"),
    "committed",
  ]);
  expect(await readUsed(database)).toMatchObject([{ id: 2 }, { id: 3 }]);
});

test("changes whose connection breaks are all unavailable, and are not repeated", async () => {
  const database = await openStamps(2);
  await database.transaction(async (transaction) => {
    await transaction.execute("update stamps set used_by = 'whoever holds the lock' where id = 1");
    const commits = Promise.allSettled([1, 2].map((id) => database.commit(use(id), announcing(id))));
    let ended = 0;
    while (ended === 0) {
      ended = await database.execute(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
    }
    expect(await commits).toMatchObject([
      { status: "rejected", reason: { code: "unavailable" } },
      { status: "rejected", reason: { code: "unavailable" } },
    ]);
  });
  expect(await readUsed(database)).toMatchObject([{ id: 1 }]);
  expect(await readOutbox(database)).toEqual([]);
});

test("onAnnounced is called for commits with an event, and for no others", async () => {
  const database = await openStamps(3);
  let told = 0;
  database.onAnnounced(() => told++);
  await database.commit(use(1));
  expect(told).toBe(0);
  await Promise.all([2, 3].map((id) => database.commit(use(id), announcing(id))));
  expect(told).toBe(1);
});
