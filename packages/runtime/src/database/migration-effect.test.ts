import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { effectOf } from "./migration-effect.ts";

const root = new URL("../../../../", import.meta.url);
const services = await readdir(new URL("services/", root));
const folders = ["packages/runtime", ...services.map((name) => `services/${name}`)];

test("the first line of every migration in the repository names its effect and the reason", async () => {
  let migrations = 0;
  for (const folder of folders.map((name) => new URL(`${name}/migrations/`, root))) {
    for (const file of await readdir(folder).catch(() => [])) {
      migrations += 1;
      effectOf(file, await readFile(new URL(file, folder), "utf8"));
    }
  }
  expect(migrations).toBeGreaterThan(0);
});

test.each(["create table a ();", "-- additive\ncreate table a ();", "-- harmless: a", " -- breaking: a"])(
  "a migration that begins with %j names no effect, which throws",
  (sql) => {
    expect(() => effectOf("0007_more.sql", sql)).toThrow(/0007_more\.sql does not say .*"-- additive: …"/);
  },
);
