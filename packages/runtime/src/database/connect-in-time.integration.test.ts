import { expect, test } from "vitest";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { deadlineIn, runInContext } from "../process/context.ts";

const unavailable = { code: "unavailable" };

/** Runs work for a caller who waits for so many more milliseconds. */
const within = <T>(timeoutMs: number, work: () => Promise<T>) =>
  runInContext(
    { requestId: "req_12345678", traceparent: "00-0-0-00", deadline: deadlineIn(timeoutMs) },
    work,
  );

test("nothing is done in the database for a caller who has stopped waiting", async () => {
  const database = await openMigratedDatabase("resolver");
  await database.execute("create table marks (id integer)");
  const mark = "insert into marks (id) values (1)";
  await expect(within(0, () => database.execute(mark))).rejects.toMatchObject(unavailable);
  await expect(
    within(0, () => database.transaction((changes) => changes.execute(mark))),
  ).rejects.toMatchObject(unavailable);
  expect(await database.execute("select id from marks limit 1")).toBe(0);
  expect(await within(60_000, () => database.execute(mark))).toBe(1);
});

test("a connection that came too late is given back", async () => {
  const database = await openMigratedDatabase("resolver");
  const late = Array.from({ length: 20 }, () => within(0, () => database.execute("select 1")));
  await Promise.allSettled(late);
  expect(await within(60_000, () => database.execute("select 1"))).toBe(1);
});
