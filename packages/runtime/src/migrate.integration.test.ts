import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { createSchema, query } from "../../../test/support/schema.ts";
import { migrate } from "./migrate.ts";

const migrations = new URL("../../../services/resolver/migrations/", import.meta.url);

test("twenty first starts at once migrate once", async () => {
  const url = await createSchema("resolver");
  await Promise.all(Array.from({ length: 20 }, () => migrate("resolver", url, migrations)));
  expect(await query(url, "select name from migrations order by id")).toEqual(
    (await readdir(migrations)).sort().map((file) => ({ name: file.replace(/\.sql$/, "") })),
  );
  expect(await query(url, "select name from runtime_migrations")).toEqual([{ name: "0001_create_outbox" }]);
});

test("a database that is newer than the code stops the start and says what to run", async () => {
  const url = await createSchema("resolver");
  await migrate("resolver", url, migrations);
  await query(url, "insert into migrations (name, run_on) values ('0099_from_the_future', now())");
  await expect(migrate("resolver", url, migrations)).rejects.toThrow(
    /database of the resolver service is newer than this code: it holds the migration 0099_from_the_future/,
  );
});

test("a migration that fails leaves nothing of itself behind", async () => {
  const url = await createSchema("resolver");
  const folder = await mkdtemp(join(tmpdir(), "stagepass-migrations-"));
  await writeFile(join(folder, "0001_half.sql"), "create table whole (id int); select nonsense();");
  await expect(migrate("resolver", url, pathToFileURL(`${folder}/`))).rejects.toThrow(/nonsense/);
  expect(await query(url, "select to_regclass('whole') as made")).toEqual([{ made: null }]);
});
