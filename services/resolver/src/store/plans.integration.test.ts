import type { DeploymentFilter } from "@stagepass/contracts";
import { beforeAll, expect, test } from "vitest";
import { type DatabasePool, openDatabase } from "../../../../packages/runtime/src/database/database.ts";
import { deleteOld } from "../../../../packages/runtime/src/database/retention.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { watchPlans } from "../../../../test/support/servers/watch-plans.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import type { Sight } from "../domain/records/sight.ts";
import type { Intent } from "../domain/resolving/intent.ts";
import { deploymentRetention } from "./deployment-retention.ts";
import { listDeployments } from "./list-deployments.ts";
import { listLastDeployments } from "./list-last-deployments.ts";
import { listTargets } from "./list-targets.ts";
import { findDeployment } from "./read-deployments.ts";
import {
  findKeptReport,
  findLastBlock,
  findOutputs,
  findPrecedingResolution,
  findUsableResolution,
  listGivenVersions,
  listOutputs,
} from "./read-reports.ts";
import { recordIntent, recordOutcome, recordWhole } from "./record-deployment.ts";

let url: string;
let pool: DatabasePool;

beforeAll(async () => {
  url = await createMigratedDatabase("resolver");
  await query(
    url,
    `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version, matched_by, verdict,
       safeguards, parameter_keys, requested_by, requested_at, outcome, completed_at)
     select 'dep_' || lpad(n::text, 22, '0'), case when n % 10 = 0 then 'globex' else 'acmecorp' end, 'app' || n % 97,
            case when n % 5 = 0 then 'prod' else 'stage' || n % 1009 end, 'service' || n % 211, 'eu-central-1', 'deploy',
            'prod', 1, 'stage', verdict, '[]', array['A'], 'key_' || n % 7, now() - (100000 - n) * interval '5 minutes',
            case verdict when 'blocked' then verdict else 'resolved' end, now()
       from generate_series(1, 100000) as n,
            lateral (select case when n % 503 = 0 then 'blocked' when n % 50 = 0 then 'allowed-with-warnings'
                            else 'allowed' end as verdict) as given`,
  );
  await query(
    url,
    `insert into reports (deployment_id, org, app, stage, service, region, deployment_uid, status, archived, versions,
       function_count, outputs, details, server_safeguards, digest, reported_by, reported_at)
     select id, org, app, stage, service, region, id, case when id like '%13' then 'error' else 'success' end, false,
            '{"framework":"","plugin":"","sdk":""}', 0, '{}', '{}', '{}', '', requested_by, requested_at
       from deployments
      where id like '%3'`,
  );
  await query(url, "analyze");
  pool = openDatabase("resolver", url);
  return () => pool.close();
});

const filters: DeploymentFilter[] = combinations({
  app: "app3",
  stage: "stage7",
  service: "service5",
  region: "eu-central-1",
  verdict: "blocked",
  outcome: "blocked",
  status: "error",
  since: "2026-01-01T00:00:00Z",
  until: "2100-01-01T00:00:00Z",
});

test("a list of deployments reads no table from end to end, whatever it is filtered by", async () => {
  const database = await watchPlans("resolver", url);
  const first = ["9999999999999999", "dep_0000000000000000000001"] as [string, `dep_${string}`];
  for (const filter of filters) await listDeployments(database.asking, "acmecorp", filter, first, 21);
  for (const filter of [
    {},
    { verdict: "allowed" } as const,
    { status: "none" } as const,
    { region: "nowhere-1" } as const,
  ])
    await listDeployments(database, "acmecorp", filter, undefined, 101);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBeGreaterThanOrEqual(filters.length);
});

test("the last deployments of an app read no table from end to end", async () => {
  const database = await watchPlans("resolver", url);
  const { items } = await listLastDeployments(database, { org: "acmecorp", app: "app3" });
  expect(items.length).toBeGreaterThan(50);
  expect(database.sequentialScans()).toEqual([]);
});

test("a list holds what its reader may see and no more, and reads no table from end to end for that", async () => {
  const database = await watchPlans("resolver", url);
  const list = async (sight: Sight) =>
    (await listDeployments(database, "acmecorp", { sight }, undefined, 50)).map(({ view }) => view);
  const own = await list({ by: "key_3", within: {} });
  expect(own).toHaveLength(50);
  expect(new Set(own.map(({ requestedBy }) => requestedBy))).toEqual(new Set(["key_3"]));
  const within = { apps: ["app1*"], stages: ["!prod"], services: ["service*"], profiles: ["prod"] };
  const seen = await list({ within });
  expect(seen).toHaveLength(50);
  for (const { target } of seen) {
    expect(target.app).toMatch(/^app1/);
    expect(target.stage).not.toBe("prod");
  }
  expect(await list({ within: { profiles: ["dev"] } })).toEqual([]);
  expect((await list({ within: { apps: ["app3"] } })).every(({ target }) => target.app === "app3")).toBe(
    true,
  );
  expect(database.sequentialScans()).toEqual([]);
});

test("a page of what was deployed reads no table from end to end", async () => {
  const database = await watchPlans("resolver", url);
  const page = await listTargets(database, null);
  expect(page.targets.length).toBeGreaterThan(50);
  await listTargets(database, page.next);
  expect(database.sequentialScans()).toEqual([]);
});

test("a rare match is found among all deployments, and the list ends where they end", async () => {
  const list = (filter: DeploymentFilter) => listDeployments(pool, "globex", filter, undefined, 50);
  // Far behind what the first statement looks at.
  await pool.execute("update deployments set region = 'sa-east-1' where id = 'dep_0000000000000000000020'");
  const found = await list({ region: "sa-east-1" });
  expect(found.map(({ view }) => view.id)).toEqual(["dep_0000000000000000000020"]);
  expect(await list({ region: "eu-west-3" })).toEqual([]);
});

const target = makeTarget({ app: "app3", stage: "stage7", service: "service5" });

function intent(number: number): Intent {
  return {
    ...{
      id: `dep_new${number}`.padEnd(26, "0"),
      target,
      purpose: "deploy",
      verdict: "allowed",
      safeguards: [],
    },
    ...{ profile: { name: "prod", version: 1, matchedBy: "stage" }, roleArn: null, frameworkVersion: null },
    ...{
      client: null,
      declarationDigest: null,
      templateDigest: null,
      emptyTemplate: false,
      provider: null,
      parameterOrigins: null,
      parameterKeys: [],
    },
    requestedBy: "key_1",
  };
}

test("recording and reading a deployment, and what a report looks up, read no table from end to end", async () => {
  const database = await watchPlans("resolver", url);
  await recordWhole(database, intent(1), { is: "resolved", credentials: null });
  await recordIntent(database, intent(2));
  await recordOutcome(database, intent(2), { is: "resolved", credentials: null });
  await findDeployment(database, "acmecorp", "dep_0000000000000000000007");
  await findKeptReport(database, target, "7");
  for (const find of [listGivenVersions, findPrecedingResolution, findUsableResolution, findLastBlock])
    await find(database, "key_1", target, 12);
  await findOutputs(database, target);
  await listOutputs(database, target);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBe(10);
});

test("the plan that Postgres keeps from a time without deployments reads no table from end to end", async () => {
  const empty = await createMigratedDatabase("resolver");
  const database = await watchPlans("resolver", empty);
  await recordIntent(database, intent(1));
  await recordOutcome(database, intent(1), { is: "resolved", credentials: null });
  expect(database.sequentialScans()).toEqual([]);
});

test("deleting what is too old reads no table from end to end", async () => {
  const database = await watchPlans("resolver", url);
  const pace = { batchRows: 1_000, pause: async () => {}, stopping: new AbortController().signal };
  expect(await deleteOld(database, deploymentRetention(340), pace)).toBeGreaterThan(1_000);
  expect(database.sequentialScans()).toEqual([]);
});

/** Every way to leave some of the parts out. */
function combinations<T extends object>(parts: T): Partial<T>[] {
  const entries = Object.entries(parts);
  return Array.from({ length: 2 ** entries.length }, (_, chosen) =>
    Object.fromEntries(entries.filter((_entry, index) => (chosen >> index) % 2 === 1)),
  ) as Partial<T>[]; // fromEntries forgets the names
}
