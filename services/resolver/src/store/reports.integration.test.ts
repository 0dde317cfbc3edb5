import type { Database } from "@stagepass/runtime";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import type { NewReport } from "../domain/records/ports.ts";
import type { Intent } from "../domain/resolving/intent.ts";
import type { Outcome } from "../domain/resolving/outcome.ts";
import { keepReport } from "./keep-report.ts";
import { listDeployments } from "./list-deployments.ts";
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

const target = makeTarget({ service: "orders", region: "us-east-1" });
const idOf = (number: number) => `dep_${String(number).padStart(22, "0")}` as const;
const uidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const blocked: Outcome = { is: "blocked", blockedBy: [] };

function intent(number: number, changes: Partial<Intent> = {}): Intent {
  return {
    id: idOf(number),
    target,
    purpose: "deploy",
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    verdict: "allowed",
    safeguards: [],
    provider: null,
    parameterOrigins: null,
    parameterKeys: ["DB_URL"],
    roleArn: null,
    frameworkVersion: null,
    client: null,
    declarationDigest: null,
    templateDigest: null,
    emptyTemplate: false,
    requestedBy: "key_1",
    ...changes,
  };
}

type Changes = Partial<Omit<NewReport, "record">> & { readonly record?: Partial<NewReport["record"]> };

function report(number: number, { record, ...changes }: Changes = {}): NewReport {
  return {
    deploymentId: idOf(number),
    target,
    reportedBy: "key_1",
    isPreceded: false,
    isAfterBlock: false,
    blockedDeploymentId: null,
    serverSafeguards: { checked: false, reason: "no-resolution" },
    digest: "ab".repeat(32),
    scrubbedWith: [],
    ...changes,
    record: {
      deploymentUid: uidOf(number),
      status: "success",
      archived: false,
      versions: { framework: "1.83.3", plugin: "3.8.4", sdk: "2.3.2" },
      outputs: { number },
      withheldOutputs: {},
      details: {
        ...{ error: null, functions: { hello: {} }, subscriptions: [], parameterKeys: ["DB_URL"] },
        ...{ clientSafeguards: [], vcs: { type: null }, buildId: null, provider: null, resources: null },
        ...{ layers: null, plugins: null, custom: { deep: [1] }, logIngestMode: null },
        ...{ serverlessFile: null, serverlessFileName: null },
      },
      ...record,
    },
  };
}

async function resolved(database: Database, given: Intent): Promise<void> {
  await recordIntent(database, given);
  await recordOutcome(database, given, { is: "resolved", credentials: null });
}

async function ageBy(database: Database, number: number, age: string): Promise<void> {
  await database.execute("update deployments set requested_at = now() - $2::interval where id = $1", [
    idOf(number),
    age,
  ]);
}

/** When the credentials of a resolution run out, from now. */
async function setExpiry(database: Database, number: number, from: string): Promise<void> {
  await database.execute(
    "update deployments set credentials_expire_at = now() + $2::interval where id = $1",
    [idOf(number), from],
  );
}

async function announced(database: Database): Promise<unknown[]> {
  const rows = await database.query(
    z.object({ data: z.unknown() }),
    "select payload -> 'data' as data from outbox where subject like '%.reported' order by id limit 10",
  );
  return rows.map(({ data }) => data);
}

describe("a report", () => {
  test("a report is shown with the resolution that preceded it", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1));
    const withheldOutputs = { dbUrl: "parameter DB_URL" };
    expect(await keepReport(database, report(1, { isPreceded: true, record: { withheldOutputs } }))).toBe(
      true,
    );
    expect(await findDeployment(database, "acmecorp", idOf(1))).toMatchObject({
      kind: "resolution",
      outcome: "resolved",
      report: {
        target,
        status: "success",
        deploymentUid: uidOf(1),
        functionCount: 1,
        functions: { hello: {} },
        custom: { deep: [1] },
        outputs: { number: 1 },
        withheldOutputs,
        serverSafeguards: { checked: false },
      },
    });
  });

  test("a report without a preceding resolution is a deployment of its own", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(database, report(1));
    const view = await findDeployment(database, "acmecorp", idOf(1));
    expect(view).toMatchObject({
      kind: "report",
      target,
      requestedBy: "key_1",
      report: { status: "success" },
    });
    expect(view).not.toHaveProperty("verdict");
  });

  test("a report is announced with the names of its outputs, without their values", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(
      database,
      report(1, {
        record: { outputs: { apiUrl: "https://x" }, withheldOutputs: { dbUrl: "parameter DB_URL" } },
      }),
    );
    expect(await announced(database)).toEqual([
      {
        ...{ org: "acmecorp", by: "key_1", deploymentId: idOf(1), target, status: "success" },
        ...{ archived: false, resolved: false, afterBlock: false, blockedDeploymentId: null },
        outputKeys: ["apiUrl", "dbUrl"],
      },
    ]);
  });

  test("a report of a success after a block is flagged where it is shown and announced, and names the block", async () => {
    const database = await openMigratedDatabase("resolver");
    const flagged = { afterBlock: true, blockedDeploymentId: idOf(7) };
    await keepReport(database, report(1, { isAfterBlock: true, blockedDeploymentId: idOf(7) }));
    expect(await findDeployment(database, "acmecorp", idOf(1))).toMatchObject({ report: flagged });
    const [row] = await listDeployments(database, "acmecorp", {}, undefined, 1);
    expect(row?.view.report).toMatchObject(flagged);
    expect(await announced(database)).toMatchObject([{ deploymentId: idOf(1), ...flagged }]);
  });

  test.each([
    ["id of the client's", { record: { deploymentUid: uidOf(1) } }],
    ["resolution", { deploymentId: idOf(1), isPreceded: true }],
  ])("a second report for the same %s is neither stored nor announced", async (_what, changes) => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1));
    await keepReport(database, report(1, { isPreceded: true }));
    expect(await keepReport(database, report(2, changes))).toBe(false);
    expect(await announced(database)).toHaveLength(1);
    expect(await findDeployment(database, "acmecorp", idOf(2))).toBeUndefined();
  });

  test("a report is stored once when it arrives twenty times at the same moment", async () => {
    const database = await openMigratedDatabase("resolver");
    const twenty = Array.from({ length: 20 }, (_, number) =>
      keepReport(database, report(number, { record: { deploymentUid: uidOf(1) } })),
    );
    expect((await Promise.all(twenty)).filter((isKept) => isKept)).toHaveLength(1);
    expect(await listDeployments(database, "acmecorp", {}, undefined, 50)).toHaveLength(1);
  });

  test("a report is found by the client's id, with the versions whose values were removed", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(database, report(1, { scrubbedWith: [{ name: "prod", version: 7 }] }));
    expect(await findKeptReport(database, target, uidOf(1))).toEqual({
      deploymentId: idOf(1),
      digest: "ab".repeat(32),
      scrubbedWith: [{ name: "prod", version: 7 }],
    });
    expect(await findKeptReport(database, { ...target, stage: "dev" }, uidOf(1))).toBeUndefined();
  });

  test("a report is stored even where it contains what Postgres cannot store", async () => {
    const database = await openMigratedDatabase("resolver");
    const outputs = { "a\u0000": "b\ud800" };
    await keepReport(database, report(1, { record: { outputs } }));
    const instance = await findOutputs(database, target);
    expect(instance?.outputs).toEqual({ "a\ufffd": "b\ufffd" });
    expect(await announced(database)).toMatchObject([{ outputKeys: ["a\ufffd"] }]);
  });
});

describe("the resolution that preceded a report", () => {
  const find = (database: Database, changes: Partial<typeof target> = {}) =>
    findPrecedingResolution(database, "key_1", { ...target, ...changes }, 12);

  test("the versions that a key got include those of a stage that was not resolved yet", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1));
    await resolved(database, intent(2));
    const unresolved = { profile: { name: "default", version: 2, matchedBy: "default" as const } };
    await resolved(
      database,
      intent(3, { ...unresolved, target: { ...target, stage: "${opt:stage, 'dev'}" } }),
    );
    await resolved(database, intent(4, { ...unresolved, target: { ...target, stage: "dev" } }));
    expect(await listGivenVersions(database, "key_1", target, 12)).toEqual([
      { name: "default", version: 2 },
      { name: "prod", version: 7 },
    ]);
    expect(await listGivenVersions(database, "key_2", target, 12)).toEqual([]);
  });

  test("the preceding resolution is the newest for the target that has no report yet", async () => {
    const database = await openMigratedDatabase("resolver");
    for (const number of [1, 2, 3]) await resolved(database, intent(number));
    await keepReport(database, report(3, { isPreceded: true }));
    expect(await find(database)).toEqual({
      deploymentId: idOf(2),
      profile: { name: "prod", version: 7 },
      requestedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test.each([
    ["org", "othercorp"],
    ["app", "backoffice"],
    ["stage", "dev"],
    ["service", "billing"],
    ["region", "eu-west-1"],
  ])("the preceding resolution is never one for another %s", async (part, other) => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1, { target: { ...target, [part]: other } }));
    expect(await find(database)).toBeUndefined();
  });

  test("the preceding resolution is never one of another key, of another outcome, or of yesterday", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1, { requestedBy: "key_2" }));
    await recordIntent(database, intent(2));
    await recordWhole(database, intent(3, { verdict: "blocked" }), blocked);
    await resolved(database, intent(4));
    await database.execute(
      "update deployments set requested_at = now() - interval '13 hours' where id = $1",
      [idOf(4)],
    );
    expect(await find(database)).toBeUndefined();
  });

  test("the preceding resolution may have been requested before the stage, service and region were known", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1, { target: { ...target, stage: "${opt:stage, 'dev'}" } }));
    await database.execute("update deployments set service = null, region = null where id = $1", [idOf(1)]);
    expect(await find(database)).toMatchObject({ deploymentId: idOf(1) });
    const { view } = (await listDeployments(database, "acmecorp", {}, undefined, 1))[0] ?? {};
    expect(view?.target).toEqual({ org: "acmecorp", app: "storefront", stage: "${opt:stage, 'dev'}" });
  });
});

describe("the last answer to a key for a target", () => {
  const ask = (database: Database, keyId = "key_1") => findLastBlock(database, keyId, target, 12);
  const block = (database: Database, number: number, changes: Partial<Intent> = {}) =>
    recordWhole(database, intent(number, { verdict: "blocked", ...changes }), blocked);

  test("the last answer to a key is a block until something is resolved", async () => {
    const database = await openMigratedDatabase("resolver");
    expect(await ask(database)).toBeUndefined();
    await resolved(database, intent(1));
    await block(database, 2);
    expect(await ask(database)).toBe(idOf(2));
    // Begun and not answered.
    await recordIntent(database, intent(3));
    expect(await ask(database)).toBe(idOf(2));
    await resolved(database, intent(4));
    expect(await ask(database)).toBeUndefined();
  });

  test("the last answer to a key ignores other keys, other targets, and yesterday", async () => {
    const database = await openMigratedDatabase("resolver");
    await block(database, 1, { requestedBy: "key_2" });
    await block(database, 2, { target: { ...target, region: "eu-west-1" } });
    await block(database, 3);
    await ageBy(database, 3, "13 hours");
    expect(await ask(database)).toBeUndefined();
    expect(await ask(database, "key_2")).toBe(idOf(1));
  });

  test("the last answer to a key ignores plans, blocked or not", async () => {
    const database = await openMigratedDatabase("resolver");
    await block(database, 1, { purpose: "plan" });
    expect(await ask(database)).toBeUndefined();
    await block(database, 2);
    await resolved(database, intent(3, { purpose: "plan" }));
    expect(await ask(database)).toBe(idOf(2));
  });
});

describe("the resolution that a key can still be using after a block", () => {
  const find = async (database: Database) =>
    (await findUsableResolution(database, "key_1", target, 12))?.deploymentId;

  test("the usable resolution is the newest one without a report", async () => {
    const database = await openMigratedDatabase("resolver");
    expect(await find(database)).toBeUndefined();
    for (const number of [1, 2]) await resolved(database, intent(number));
    expect(await find(database)).toBe(idOf(2));
    await keepReport(database, report(3, { target: { ...target, stage: "dev" } }));
    expect(await find(database)).toBe(idOf(2));
  });

  // A client asks twice for one deploy, for its parameters and its credentials, and reports once.
  test("no resolution is usable that is older than one with a report", async () => {
    const database = await openMigratedDatabase("resolver");
    for (const number of [1, 2]) await resolved(database, intent(number));
    await keepReport(database, report(2, { isPreceded: true }));
    expect(await find(database)).toBeUndefined();
    await resolved(database, intent(3));
    expect(await find(database)).toBe(idOf(3));
  });

  test("no resolution is usable whose credentials have expired, or that is an hour old and had none", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1));
    await ageBy(database, 1, "61 minutes");
    expect(await find(database)).toBeUndefined();
    await setExpiry(database, 1, "1 minute");
    expect(await find(database)).toBe(idOf(1));
    await resolved(database, intent(2));
    await setExpiry(database, 2, "-1 minute");
    expect(await find(database)).toBe(idOf(1));
    await setExpiry(database, 1, "-1 minute");
    expect(await find(database)).toBeUndefined();
  });

  test("no resolution is usable that another key got, or that was for another target or a plan", async () => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1, { requestedBy: "key_2" }));
    await resolved(database, intent(2, { target: { ...target, service: "billing" } }));
    await resolved(database, intent(3, { purpose: "plan" }));
    expect(await find(database)).toBeUndefined();
  });
});

describe("a list of deployments", () => {
  async function listed(
    database: Database,
    filter: Parameters<typeof listDeployments>[2],
  ): Promise<number[]> {
    const rows = await listDeployments(database, "acmecorp", filter, undefined, 50);
    return rows.map(({ view }) => Number(view.id.slice(4)));
  }

  test.each([
    [{}, [4, 3, 2, 1]],
    [{ app: "backoffice" }, [2]],
    [{ app: "backoffice", stage: "prod" }, [2]],
    [{ stage: "dev" }, [3]],
    [{ service: "billing" }, [4]],
    [{ region: "eu-west-1" }, [4]],
    [{ verdict: "blocked" as const }, [2]],
    [{ status: "error" as const }, [4]],
    [{ status: "success" as const, stage: "prod" }, [1]],
    [{ since: "2026-11-20T12:00:02Z" }, [4, 3, 2]],
    [{ since: "2026-11-20T13:00:02+01:00", until: "2026-11-20T12:00:04Z" }, [3, 2]],
    [{ app: "nothing" }, []],
  ])("a list of deployments filtered by %j has %j", async (filter, numbers) => {
    const database = await openMigratedDatabase("resolver");
    await resolved(database, intent(1));
    await keepReport(database, report(1, { isPreceded: true }));
    await recordWhole(
      database,
      intent(2, { verdict: "blocked", target: { ...target, app: "backoffice" } }),
      blocked,
    );
    await resolved(database, intent(3, { target: { ...target, stage: "dev" } }));
    const elsewhere = { ...target, service: "billing", region: "eu-west-1" };
    await keepReport(database, report(4, { target: elsewhere, record: { status: "error" } }));
    for (const number of [1, 2, 3, 4]) {
      const at = `2026-11-20T12:00:0${number}Z`;
      await database.execute("update deployments set requested_at = $2 where id = $1", [idOf(number), at]);
    }
    expect(await listed(database, filter)).toEqual(numbers);
  });

  test("a list of deployments has summaries of their reports", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(database, report(1));
    const [row] = await listDeployments(database, "acmecorp", {}, undefined, 1);
    expect(row?.view.report).toMatchObject({ status: "success", versions: { framework: "1.83.3" } });
    expect(row?.view.report).not.toHaveProperty("custom");
  });
});

describe("outputs", () => {
  const outputsAt = async (database: Database) => (await findOutputs(database, target))?.outputs;

  test("outputs are those of the newest successful deployment", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(database, report(1));
    await keepReport(database, report(2));
    await keepReport(database, report(3, { record: { status: "error" } }));
    expect(await outputsAt(database)).toEqual({ number: 2 });
  });

  test("outputs are gone when the service was removed, and there again when it is deployed", async () => {
    const database = await openMigratedDatabase("resolver");
    const removal = { archived: true, deploymentUid: null, outputs: {} };
    await keepReport(database, report(1));
    await keepReport(database, report(2, { record: { ...removal, status: "error" } }));
    expect(await outputsAt(database)).toEqual({ number: 1 });
    await keepReport(database, report(3, { record: removal }));
    expect(await outputsAt(database)).toBeUndefined();
    expect(await listOutputs(database, target)).toEqual([]);
    await keepReport(database, report(4));
    expect(await outputsAt(database)).toEqual({ number: 4 });
    expect((await findOutputs(database, target))?.withheldOutputs).toEqual({});
  });

  test("outputs are listed for every instance of a service, in order, and for no other service", async () => {
    const database = await openMigratedDatabase("resolver");
    const instances = [
      {},
      { region: "eu-west-1" },
      { stage: "dev" },
      { service: "billing" },
      { org: "othercorp" },
    ];
    const withheldOutputs = { dbUrl: "parameter DB_URL" };
    for (const [number, instance] of instances.entries()) {
      await keepReport(database, report(number, { target: { ...target, ...instance } }));
      const record = { withheldOutputs };
      await keepReport(database, report(number + 10, { target: { ...target, ...instance }, record }));
    }
    expect(await listOutputs(database, target)).toEqual([
      { stage: "dev", region: "us-east-1", outputs: { number: 12 }, withheldOutputs },
      { stage: "prod", region: "eu-west-1", outputs: { number: 11 }, withheldOutputs },
      { stage: "prod", region: "us-east-1", outputs: { number: 10 }, withheldOutputs },
    ]);
  });

  test("outputs are found instance by instance among ten thousand deployments, without reading them all", async () => {
    const database = await openMigratedDatabase("resolver");
    await keepReport(database, report(0));
    await database.execute(
      `insert into deployments (id, org, app, stage, service, region, requested_by)
       select 'dep_many' || n, org, app, stage, service, region, requested_by
         from deployments, generate_series(1, 10000) n`,
    );
    await database.execute(
      `insert into reports (deployment_id, org, app, stage, service, region, status, archived, versions,
         function_count, outputs, details, server_safeguards, digest, reported_by, reported_at)
       select 'dep_many' || n, org, app, 'stage' || n % 20, service, region, status, archived, versions,
         function_count, outputs, details, server_safeguards, digest, reported_by, now() - n * interval '1 minute'
         from reports, generate_series(1, 10000) n`,
    );
    await database.execute("vacuum analyze reports");
    const read = await database.transaction(async (transaction) => {
      expect(await listOutputs(transaction, target)).toHaveLength(21);
      const [row] = await transaction.query(
        z.object({ read: z.int() }),
        `select (seq_tup_read + idx_tup_fetch)::integer as read
           from pg_stat_xact_user_tables where relname = 'reports' limit 1`,
      );
      return row?.read;
    });
    expect(read).toBeLessThan(100);
  });
});
