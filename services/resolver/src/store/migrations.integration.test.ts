import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "../../../../packages/runtime/src/database/migrate.ts";
import { createSchema, query } from "../../../../test/support/servers/schema.ts";

const migrations = new URL("../../migrations/", import.meta.url);

/** A folder with the first migrations alone, as an earlier version brought them. */
async function olderMigrations(names: readonly string[]): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "stagepass-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of names) await cp(fileURLToPath(new URL(name, migrations)), join(folder, name));
  return pathToFileURL(`${folder}/`);
}

test("the migration withholds outputs that an earlier version changed, and keeps the others", async () => {
  const url = await createSchema("resolver");
  await migrate(
    "resolver",
    url,
    await olderMigrations(["0001_create_deployments.sql", "0002_create_reports.sql"]),
  );
  const outputs = {
    ...{ "of-[parameter TOKEN]": "https://y", "[a]": "kept" },
    ...{ url: "https://x/[parameter STAGE_NAME]", deep: { a: ["[AWS session token]"] } },
    ...{ list: "[a, b]", stage: "prod", number: 7 },
  };
  await query(
    url,
    `with d as (insert into deployments (id, org, app, stage, requested_by) values ('dep_1', 'o', 'a', 's', 'k'))
     insert into reports (deployment_id, org, app, stage, service, region, status, archived, versions,
       function_count, outputs, details, server_safeguards, digest, reported_by)
     values ('dep_1', 'o', 'a', 's', 'v', 'r', 'success', false, '{}', 0, $1, '{}', '{}', '', 'k')`,
    [JSON.stringify(outputs)],
  );
  await migrate("resolver", url, migrations);
  expect(await query(url, 'select outputs, withheld_outputs as "withheld" from reports')).toEqual([
    {
      outputs: { "[a]": "kept", list: "[a, b]", stage: "prod", number: 7 },
      withheld: {
        ...{ url: "parameter STAGE_NAME", deep: "AWS session token" },
        "of-[parameter TOKEN]": "parameter TOKEN",
      },
    },
  ]);
});
