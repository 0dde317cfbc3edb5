import type { ProblemCode, SafeguardResult, SessionCredentials } from "@stagepass/contracts";
import type { Database } from "@stagepass/runtime";
import { expect, test } from "vitest";
import { z } from "zod";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { makeTarget } from "../../../../test/support/target.ts";
import { deploymentsOf, type ListedDeployment } from "../domain/records/deployments.ts";
import type { Intent } from "../domain/resolving/intent.ts";
import type { Outcome } from "../domain/resolving/outcome.ts";
import { listDeployments } from "./list-deployments.ts";
import { findDeployment } from "./read-deployments.ts";
import { recordIntent, recordOutcome, recordWhole } from "./record-deployment.ts";

const target = makeTarget();
const passed: SafeguardResult = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  outcome: "passed",
  messages: [],
};
const expiration = "2026-11-20T12:00:00.000Z";
const credentials: SessionCredentials = {
  accessKeyId: "ASIA1",
  secretAccessKey: "hunter2",
  sessionToken: "hunter2",
  expiration,
  durationSeconds: 3_600,
  roleArn: "arn:aws:iam::222222222222:role/deploy",
  region: "eu-central-1",
};

function intent(number: number, changes: Partial<Intent> = {}): Intent {
  return {
    id: `dep_${String(number).padStart(22, "0")}`,
    target,
    purpose: "deploy",
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    verdict: "allowed",
    safeguards: [passed],
    provider: null,
    parameterOrigins: null,
    parameterKeys: ["DB_URL"],
    roleArn: credentials.roleArn,
    frameworkVersion: "4.3.1",
    client: { name: "osls", version: "4.3.1" },
    declarationDigest: "ab".repeat(32),
    templateDigest: null,
    emptyTemplate: false,
    requestedBy: "key_1",
    ...changes,
  };
}

const resolved: Outcome = { is: "resolved", credentials };
const blocked = (...blockedBy: string[]): Outcome => ({ is: "blocked", blockedBy });
const failed = (problem: ProblemCode): Outcome => ({ is: "failed", problem });

const { position, positionOf } = deploymentsOf({ listDeployments: async () => [] }, "acmecorp", {});

async function announced(database: Database): Promise<string[]> {
  const rows = await database.query(
    z.object({ subject: z.string(), about: z.string() }),
    "select subject, about from outbox order by id limit 10",
  );
  return rows.map(({ subject, about }) => `${subject} of ${about}`);
}

test("an intent is recorded before its outcome is known, and is not announced", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordIntent(database, intent(1));
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({
    id: intent(1).id,
    target,
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    safeguards: [passed],
    provider: null,
    parameterOrigins: null,
    parameterKeys: ["DB_URL"],
    client: { name: "osls", version: "4.3.1" },
    outcome: null,
    completedAt: null,
    emptyTemplate: false,
    requestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(await announced(database)).toEqual([]);
});

test("a template that is empty on purpose is recorded as such, also in the list", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordWhole(database, intent(1, { verdict: "blocked", emptyTemplate: true }), blocked());
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({ emptyTemplate: true });
  expect(await listDeployments(database, "acmecorp", {}, undefined, 10)).toMatchObject([
    { view: { emptyTemplate: true } },
  ]);
});

test("a deploy without a profile is recorded, listed and announced with profile null", async () => {
  const database = await openMigratedDatabase("resolver");
  const nothing = { profile: null, safeguards: [], parameterKeys: [], roleArn: null };
  await recordWhole(database, intent(1, nothing), { is: "resolved", credentials: null });
  const view = { kind: "resolution", profile: null, safeguards: [], parameterKeys: [], roleArn: null };
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject(view);
  expect(await listDeployments(database, "acmecorp", {}, undefined, 10)).toMatchObject([{ view }]);
  const Event = z.object({ profile: z.unknown() });
  expect(await database.query(Event, "select payload->'data'->'profile' as profile from outbox")).toEqual([
    { profile: null },
  ]);
});

test("the schema refuses half of a profile, and a profile without a resolution", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordWhole(database, intent(1), resolved);
  const change = (set: string) => database.execute(`update deployments set ${set}`);
  await expect(change("matched_by = null")).rejects.toMatchObject({ code: "23514" });
  await expect(change("profile = null, profile_version = null")).rejects.toMatchObject({ code: "23514" });
  await expect(
    change("purpose = null, verdict = null, safeguards = null, parameter_keys = null, outcome = null"),
  ).rejects.toMatchObject({ code: "23514" });
});

test("an outcome is recorded together with its announcement, and contains no credentials", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordIntent(database, intent(1));
  await recordOutcome(database, intent(1), resolved);
  const record = await findDeployment(database, "acmecorp", intent(1).id);
  expect(record).toMatchObject({ outcome: "resolved", credentialsExpireAt: expiration });
  expect(await announced(database)).toEqual([
    `resolver.v1.deployment.resolved of acmecorp/deployments/${intent(1).id}`,
  ]);
  const rows = await database.query(
    z.unknown(),
    "select d::text, o::text from deployments d, outbox o limit 10",
  );
  expect(JSON.stringify(rows)).not.toContain("hunter2");
});

test("a failure is recorded with its problem", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordIntent(database, intent(1));
  await recordOutcome(database, intent(1), failed("role-not-assumable"));
  const record = await findDeployment(database, "acmecorp", intent(1).id);
  expect(record).toMatchObject({ outcome: "failed", problem: "role-not-assumable" });
  expect(await announced(database)).toEqual([
    `resolver.v1.deployment.failed of acmecorp/deployments/${intent(1).id}`,
  ]);
});

test("a blocked deploy is recorded and announced at once", async () => {
  const database = await openMigratedDatabase("resolver");
  const blocking: SafeguardResult = { ...passed, outcome: "failed", messages: ["not there"] };
  await recordWhole(
    database,
    intent(1, { verdict: "blocked", safeguards: [blocking] }),
    blocked(blocking.name),
  );
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({ outcome: "blocked" });
  expect(await announced(database)).toEqual([
    `resolver.v1.deployment.blocked of acmecorp/deployments/${intent(1).id}`,
  ]);
});

test("a blocked deploy announces the safeguards that block it according to the evaluation, and no others", async () => {
  const database = await openMigratedDatabase("resolver");
  const safeguards: SafeguardResult[] = [
    { ...passed, name: "blocking", outcome: "failed" },
    { ...passed, name: "unevaluated", outcome: "skipped", reason: "needs-template" },
  ];
  await recordWhole(database, intent(1, { verdict: "blocked", safeguards }), blocked("blocking"));
  const rows = await database.query(
    z.unknown(),
    "select payload -> 'data' -> 'failed' as failed from outbox",
  );
  expect(rows).toEqual([{ failed: ["blocking"] }]);
});

test("an outcome without an intent is refused, and announces nothing", async () => {
  const database = await openMigratedDatabase("resolver");
  await expect(recordOutcome(database, intent(1), resolved)).rejects.toThrow("No row changed");
  expect(await announced(database)).toEqual([]);
});

test("an outcome is recorded once", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordIntent(database, intent(1));
  await recordOutcome(database, intent(1), resolved);
  await expect(recordOutcome(database, intent(1), failed("unavailable"))).rejects.toThrow("No row changed");
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({ outcome: "resolved" });
});

test("the outcome of a deploy without an intent is recorded whole, and announced", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordWhole(database, intent(1, { roleArn: null }), { is: "resolved", credentials: null });
  await recordWhole(database, intent(2), failed("conflict"));
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({
    outcome: "resolved",
    provider: null,
    parameterOrigins: null,
    parameterKeys: ["DB_URL"],
    credentialsExpireAt: null,
    completedAt: expect.any(String),
  });
  expect(await findDeployment(database, "acmecorp", intent(2).id)).toMatchObject({
    outcome: "failed",
    problem: "conflict",
  });
  expect(await announced(database)).toEqual([
    `resolver.v1.deployment.resolved of acmecorp/deployments/${intent(1).id}`,
    `resolver.v1.deployment.failed of acmecorp/deployments/${intent(2).id}`,
  ]);
});

test("each of several deploys that are recorded at the same time has its own record and announcement", async () => {
  const database = await openMigratedDatabase("resolver");
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  await Promise.all(numbers.map((number) => recordIntent(database, intent(number))));
  const outcomeOf = (number: number) => (number % 2 === 0 ? resolved : failed("unavailable"));
  await Promise.all(numbers.map((number) => recordOutcome(database, intent(number), outcomeOf(number))));
  for (const number of numbers) {
    expect(await findDeployment(database, "acmecorp", intent(number).id)).toMatchObject({
      outcome: outcomeOf(number).is,
    });
  }
  const rows = await database.query(
    z.object({ subject: z.string(), about: z.string() }),
    "select subject, about from outbox order by about limit 50",
  );
  expect(rows).toEqual(
    numbers.map((number) => ({
      subject: `resolver.v1.deployment.${outcomeOf(number).is}`,
      about: `acmecorp/deployments/${intent(number).id}`,
    })),
  );
});

test("a message of a safeguard is kept even where it contains what Postgres cannot store", async () => {
  const database = await openMigratedDatabase("resolver");
  const quoting = { ...passed, messages: ["a tag with \u0000 and \ud800"] };
  await recordIntent(database, intent(1, { safeguards: [quoting] }));
  expect(await findDeployment(database, "acmecorp", intent(1).id)).toMatchObject({
    safeguards: [{ messages: ["a tag with \ufffd and \ufffd"] }],
  });
});

test("the records of one organization are listed, newest first", async () => {
  const database = await openMigratedDatabase("resolver");
  for (const number of [1, 2, 3]) await recordIntent(database, intent(number));
  await recordIntent(database, intent(4, { target: { ...target, org: "othercorp" } }));
  const all = await listDeployments(database, "acmecorp", {}, undefined, 10);
  expect(all.map(({ view }) => view.id)).toEqual([3, 2, 1].map((number) => intent(number).id));
  expect(await findDeployment(database, "acmecorp", intent(4).id)).toBeUndefined();
});

test("pages of records follow without a gap or a repetition, also within one microsecond", async () => {
  const database = await openMigratedDatabase("resolver");
  const times = ["12:00:00.000001", "12:00:00.000001", "12:00:00.000002", "11:59:59.999999", "12:00:00"];
  for (const [index, time] of times.entries()) {
    await recordIntent(database, intent(index));
    const at = `2026-11-20T${time}Z`;
    await database.execute("update deployments set requested_at = $2 where id = $1", [intent(index).id, at]);
  }
  const seen: string[] = [];
  let last: ListedDeployment | undefined;
  do {
    const after = last && position.parse(positionOf(last));
    [last] = await listDeployments(database, "acmecorp", {}, after, 1);
    if (last !== undefined) seen.push(last.view.id);
  } while (last !== undefined);
  expect(seen).toEqual([2, 1, 0, 4, 3].map((index) => intent(index).id));
});

test("a cursor contains only what its record shows, and no count over all organizations", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordIntent(database, intent(1));
  const [row] = await listDeployments(database, "acmecorp", {}, undefined, 1);
  const [micros, id] = (row && positionOf(row)) ?? [];
  expect(id).toBe(intent(1).id);
  expect(Math.floor(Number(micros) / 1000)).toBe(Date.parse(row?.view.requestedAt ?? ""));
});

test("a list can be limited to how the calls ended, and to those about which no client reported", async () => {
  const database = await openMigratedDatabase("resolver");
  await recordWhole(database, intent(1), resolved);
  await recordWhole(database, intent(2, { verdict: "blocked" }), blocked("EU only"));
  await recordWhole(database, intent(3), failed("role-not-assumable"));
  const ids = async (filter: Parameters<typeof listDeployments>[2]) =>
    (await listDeployments(database, "acmecorp", filter, undefined, 10)).map(({ view }) => view.id.at(-1));
  expect(await ids({ outcome: "resolved" })).toEqual(["1"]);
  expect(await ids({ outcome: "blocked" })).toEqual(["2"]);
  expect(await ids({ outcome: "failed" })).toEqual(["3"]);
  expect(await ids({ status: "none" })).toEqual(["3", "2", "1"]);
  await database.execute(
    `insert into reports (deployment_id, org, app, stage, service, region, deployment_uid, status, archived, versions,
       function_count, outputs, details, server_safeguards, digest, reported_by)
     select id, org, app, stage, service, region, id, 'success', false, '{"framework":"","plugin":"","sdk":""}', 0, '{}', '{}', '{}', '', 'key_1'
       from deployments where id = $1`,
    [intent(1).id],
  );
  expect(await ids({ status: "none" })).toEqual(["3", "2"]);
  expect(await ids({ status: "success" })).toEqual(["1"]);
});
