import { expect, test } from "vitest";
import { z } from "zod";
import { deleteOld } from "../../../../packages/runtime/src/database/retention.ts";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { issuanceRetention } from "./issuance-retention.ts";

test("the ledger forgets what was requested too long ago, whatever came of it", async () => {
  const database = await openMigratedDatabase("credentials");
  await database.execute(
    `insert into issuances (org, app, stage, deployment_id, kind, role_arn, session_name, requested_seconds, status,
       problem, completed_at, created_at)
     select 'acmecorp', 'storefront', age || ' ' || status, 'dep_1', 'deploy', 'r', 's', 900, status,
            case status when 'failed' then 'internal' end, case status when 'failed' then now() end,
            now() - age * interval '1 day'
       from generate_series(398, 402) as age, unnest(array['intended', 'failed']) as status`,
  );
  const stopping = new AbortController().signal;
  const pace = { batchRows: 3, pause: async () => {}, stopping };
  expect(await deleteOld(database, issuanceRetention(400), pace)).toBe(6);
  const rows = await database.query(
    z.object({ stage: z.string() }),
    "select stage from issuances order by stage limit 20",
  );
  expect(rows.map(({ stage }) => stage)).toEqual([
    "398 failed",
    "398 intended",
    "399 failed",
    "399 intended",
  ]);
  expect(await deleteOld(database, issuanceRetention(400), pace)).toBe(0);
});
