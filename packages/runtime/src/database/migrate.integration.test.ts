import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSchema, query } from "../../../../test/support/servers/schema.ts";
import { migrate } from "./migrate.ts";

const migrations = new URL("../../../../services/resolver/migrations/", import.meta.url);

test("of twenty first starts at the same time, one migrates", async () => {
  const url = await createSchema("resolver");
  await Promise.all(Array.from({ length: 20 }, () => migrate("resolver", url, migrations)));
  expect(await query(url, "select name from migrations order by id")).toEqual(
    (await readdir(migrations)).sort().map((file) => ({ name: file.replace(/\.sql$/, "") })),
  );
  expect(await query(url, "select name from runtime_migrations")).toEqual([{ name: "0001_create_outbox" }]);
});

test("code does not start on a database that a newer release has migrated, and says what to run", async () => {
  const url = await createSchema("resolver");
  await migrate("resolver", url, migrations);
  await query(url, "insert into migrations (name, run_on) values ('0099_from_the_future', now())");
  await expect(migrate("resolver", url, migrations)).rejects.toThrow(
    /database of the resolver service is newer than this code: it holds the migration 0099_from_the_future/,
  );
});

describe("code that is older than the database", () => {
  const first = { "0001_shelves": "-- additive: a new table.\ncreate table shelves (id int);" };
  const addition = { "0002_books": "-- additive: a new table.\ncreate table books (id int);" };
  const change = {
    "0003_racks": "-- breaking: the table has another name.\nalter table shelves rename to racks;",
  };
  const laterAddition = { "0004_boxes": "-- additive: a new table.\ncreate table boxes (id int);" };

  test("older code starts on a database with additive migrations that it does not know", async () => {
    const url = await createSchema("resolver");
    await migrate("resolver", url, await folderOf(first, addition));
    await migrate("resolver", url, await folderOf(first));
    expect(await query(url, "select name from migrations order by id")).toEqual([
      { name: "0001_shelves" },
      { name: "0002_books" },
    ]);
  });

  test("older code does not start on a database with a breaking migration, whatever was added later", async () => {
    const url = await createSchema("resolver");
    await migrate("resolver", url, await folderOf(first, addition, change, laterAddition));
    const message =
      /newer than this code: it holds the migration 0003_racks, .* Run the version that made it/;
    await expect(migrate("resolver", url, await folderOf(first))).rejects.toThrow(message);
    await expect(migrate("resolver", url, await folderOf(first, addition))).rejects.toThrow(message);
    await migrate("resolver", url, await folderOf(first, addition, change));
  });

  test("older code starts once newer code has recorded which migrations are additive", async () => {
    const url = await createSchema("resolver");
    await migrate("resolver", url, await folderOf(first, addition));
    await query(url, "drop table additive_migrations");
    await expect(migrate("resolver", url, await folderOf(first))).rejects.toThrow("0002_books");
    await migrate("resolver", url, await folderOf(first, addition));
    await migrate("resolver", url, await folderOf(first));
  });
});

test("if a migration does not name its effect, no migration runs", async () => {
  const url = await createSchema("resolver");
  const folder = await folderOf({ "0001_shelves": "create table shelves (id int);" });
  await expect(migrate("resolver", url, folder)).rejects.toThrow("0001_shelves.sql does not say");
  expect(await query(url, "select to_regclass('shelves') as made")).toEqual([{ made: null }]);
});

test("a migration that fails is rolled back as a whole", async () => {
  const url = await createSchema("resolver");
  const folder = await folderOf({
    "0001_half": "-- additive: a new table.\ncreate table whole (id int); select nonsense();",
  });
  await expect(migrate("resolver", url, folder)).rejects.toThrow(/nonsense/);
  expect(await query(url, "select to_regclass('whole') as made")).toEqual([{ made: null }]);
});

/** A folder with these migrations. */
async function folderOf(...migrations: readonly Readonly<Record<string, string>>[]): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "stagepass-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, sql] of migrations.flatMap((each) => Object.entries(each))) {
    await writeFile(join(folder, `${name}.sql`), sql);
  }
  return pathToFileURL(`${folder}/`);
}
