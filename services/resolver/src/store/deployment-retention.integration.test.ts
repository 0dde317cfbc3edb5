import type { Database } from "@stagepass/runtime";
import { expect, test } from "vitest";
import { z } from "zod";
import { deleteOld } from "../../../../packages/runtime/src/database/retention.ts";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import { Config } from "../config.ts";
import { linkWithinHours } from "../domain/records/save-report.ts";
import { deploymentRetention } from "./deployment-retention.ts";
import { recordWhole } from "./record-deployment.ts";

const target = makeTarget();
const idOf = (number: number) => `dep_${String(number).padStart(22, "0")}`;

interface Row {
  readonly number: number;
  readonly daysAgo: number;
  readonly report?: "success" | "error";
  readonly archived?: boolean;
  readonly stage?: string;
  readonly block?: number;
}

async function add(database: Database, rows: readonly Row[]): Promise<void> {
  for (const { number, daysAgo, report, archived = false, stage = "prod", block } of rows) {
    const instance = ["acmecorp", "storefront", stage, "checkout", "eu-central-1"];
    await database.execute(
      `insert into deployments (id, org, app, stage, service, region, requested_by, requested_at)
       values ($1, $2, $3, $4, $5, $6, 'key_1', now() - $7::integer * interval '1 day')`,
      [idOf(number), ...instance, daysAgo],
    );
    if (report === undefined) continue;
    await database.execute(
      `insert into reports (deployment_id, org, app, stage, service, region, status, archived, versions, function_count,
         outputs, details, server_safeguards, digest, reported_by, reported_at, blocked_deployment_id)
       values ($1, $2, $3, $4, $5, $6, $8, $9, '{}', 0, '{}', '{}', '{}', '', 'key_1',
         now() - $7::integer * interval '1 day', $10)`,
      [idOf(number), ...instance, daysAgo, report, archived, block && idOf(block)],
    );
  }
}

async function keptOf(database: Database): Promise<number[]> {
  const rows = await database.query(
    z.object({ id: z.string() }),
    "select id from deployments order by id limit 1000",
  );
  return rows.map(({ id }) => Number(id.slice(4)));
}

async function round(database: Database, days: number, batchRows = 2): Promise<number> {
  const stopping = new AbortController().signal;
  return deleteOld(database, deploymentRetention(days), { batchRows, pause: async () => {}, stopping });
}

test("deployments go with their reports once they are too old", async () => {
  const database = await openMigratedDatabase("resolver");
  await add(database, [
    { number: 1, daysAgo: 500 },
    { number: 2, daysAgo: 450, report: "error" },
    { number: 3, daysAgo: 401, report: "success" },
    { number: 4, daysAgo: 399, report: "success" },
    { number: 5, daysAgo: 0 },
  ]);
  expect(await round(database, 400)).toBe(3);
  expect(await keptOf(database)).toEqual([4, 5]);
  const reports = await database.query(
    z.object({ id: z.string() }),
    "select deployment_id as id from reports limit 10",
  );
  expect(reports).toEqual([{ id: idOf(4) }]);
});

test("the newest success of an instance stays whatever its age: others deploy with its outputs", async () => {
  const database = await openMigratedDatabase("resolver");
  await add(database, [
    { number: 1, daysAgo: 900, report: "success" },
    { number: 2, daysAgo: 800, report: "success" },
    { number: 3, daysAgo: 700, report: "error" },
    { number: 4, daysAgo: 900, report: "success", stage: "staging" },
    { number: 5, daysAgo: 600 },
  ]);
  await round(database, 400);
  expect(await keptOf(database)).toEqual([2, 4]);
  expect(await round(database, 400)).toBe(0);
});

test("the report of a removal goes after what it removed, so that this is never found again", async () => {
  const database = await openMigratedDatabase("resolver");
  await add(database, [
    { number: 1, daysAgo: 900, report: "success" },
    { number: 2, daysAgo: 800, report: "success", archived: true },
  ]);
  await round(database, 400, 10);
  expect(await keptOf(database)).toEqual([2]);
  await round(database, 400, 10);
  expect(await keptOf(database)).toEqual([]);
});

test("a block stays as long as the report that names it", async () => {
  const database = await openMigratedDatabase("resolver");
  await add(database, [
    { number: 1, daysAgo: 900 },
    { number: 2, daysAgo: 900, report: "success", block: 1 },
  ]);
  await round(database, 400);
  expect(await keptOf(database)).toEqual([1, 2]);
  await add(database, [{ number: 3, daysAgo: 1, report: "success" }]);
  await round(database, 400);
  await round(database, 400);
  expect(await keptOf(database)).toEqual([3]);
});

test("deploys are recorded while old ones are deleted", async () => {
  const database = await openMigratedDatabase("resolver");
  await database.execute(
    `insert into deployments (id, org, app, stage, requested_by, requested_at)
     select 'dep_old' || id, 'acmecorp', 'storefront', 'prod', 'key_1', now() - interval '500 days'
       from generate_series(1, 3000) as id`,
  );
  const deleting = round(database, 400, 100);
  const recording = Promise.all(
    Array.from({ length: 100 }, (_, number) =>
      recordWhole(
        database,
        {
          ...{
            id: idOf(number),
            target,
            purpose: "deploy",
            verdict: "allowed",
            safeguards: [],
            provider: null,
            parameterOrigins: null,
            parameterKeys: [],
          },
          ...{
            profile: { name: "prod", version: 1, matchedBy: "stage" },
            roleArn: null,
            frameworkVersion: null,
          },
          ...{ client: null, declarationDigest: null, templateDigest: null, emptyTemplate: false },
          requestedBy: "key_1",
        },
        { is: "resolved", credentials: null },
      ),
    ),
  );
  await recording;
  expect(await deleting).toBe(3_000);
  expect(await keptOf(database)).toHaveLength(100);
});

test("no retention is shorter than a report looks back for its resolution", () => {
  const shortest = { RESOLVER_DEPLOYMENTS_RETENTION_DAYS: "1" };
  expect(Config.parse(shortest).RESOLVER_DEPLOYMENTS_RETENTION_DAYS * 24).toBeGreaterThanOrEqual(
    linkWithinHours,
  );
  expect(Config.safeParse({ RESOLVER_DEPLOYMENTS_RETENTION_DAYS: "0" }).success).toBe(false);
});
