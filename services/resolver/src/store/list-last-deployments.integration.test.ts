import { beforeAll, expect, test } from "vitest";
import { type DatabasePool, openDatabase } from "../../../../packages/runtime/src/database/database.ts";
import { migrate } from "../../../../packages/runtime/src/database/migrate.ts";
import { createSchema, query } from "../../../../test/support/servers/schema.ts";
import { listLastDeployments } from "./list-last-deployments.ts";

let url: string;
let pool: DatabasePool;
let count = 0;

beforeAll(async () => {
  url = await createSchema("resolver");
  await migrate("resolver", url, new URL("../../migrations/", import.meta.url));
  pool = openDatabase("resolver", url);
  return () => pool.close();
});

interface Given {
  readonly org?: string;
  readonly app: string;
  readonly service: string | null;
  readonly stage?: string;
  readonly outcome?: "resolved" | "blocked" | null;
}

/** Stores a resolution, a minute after the one before. */
async function resolved({ org = "acmecorp", app, service, stage = "prod", outcome = "resolved" }: Given) {
  const id = `dep_${String(++count).padStart(22, "0")}`;
  await query(
    url,
    `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version, matched_by, verdict,
       safeguards, parameter_keys, requested_by, requested_at, outcome, completed_at)
     values ($1, $2, $3, $4, $5, case when $5::text is null then null else 'eu-central-1' end, 'deploy', 'prod', 1,
       'stage', $6, '[]', '{}', 'key_1', timestamptz '2026-01-01 00:00Z' + $7::integer * interval '1 minute', $8::text,
       case when $8::text is null then null else now() end)`,
    [id, org, app, stage, service, outcome === "blocked" ? "blocked" : "allowed", count, outcome],
  );
  return id;
}

async function reported(id: string, app: string, service: string) {
  await query(
    url,
    `insert into reports (deployment_id, org, app, stage, service, region, deployment_uid, status, archived, versions,
       function_count, outputs, details, server_safeguards, digest, reported_by)
     values ($1, 'acmecorp', $2, 'prod', $3, 'eu-west-1', $1, 'success', false, '{}', 0, '{}', '{}', '{}', '', 'key_1')`,
    [id, app, service],
  );
}

const last = (app: string, most?: { looked: number; places: number }) =>
  listLastDeployments(pool, { org: "acmecorp", app }, most);

test("each service and instance of an app has its newest deployment, and other apps and organizations have none", async () => {
  await resolved({ app: "shop", service: "api" });
  const blocked = await resolved({ app: "shop", service: "api", outcome: "blocked" });
  const dev = await resolved({ app: "shop", service: "api", stage: "dev" });
  const web = await resolved({ app: "shop", service: "web", outcome: null });
  await resolved({ app: "other", service: "api" });
  await resolved({ org: "globex", app: "shop", service: "api" });
  const region = "eu-central-1";
  expect(await last("shop")).toEqual({
    isComplete: true,
    items: [
      {
        ...{ id: dev, kind: "resolution", service: "api", stage: "dev", region },
        ...{ verdict: "allowed", outcome: "resolved", requestedAt: "2026-01-01T00:03:00.000Z" },
      },
      expect.objectContaining({ id: blocked, stage: "prod", verdict: "blocked", outcome: "blocked" }),
      expect.objectContaining({ id: web, service: "web", outcome: null }),
    ],
  });
  expect(await last("empty")).toEqual({ isComplete: true, items: [] });
});

test("a deployment that does not say its service is that of the service which the client reported", async () => {
  await resolved({ app: "named-later", service: null });
  const id = await resolved({ app: "named-later", service: null });
  await reported(id, "named-later", "api");
  expect(await last("named-later")).toMatchObject({ items: [{ id, service: "api", region: "eu-west-1" }] });
});

test("the answer says when older deployments were not looked at, or places were left out", async () => {
  await resolved({ app: "busy", service: "old" });
  const [first, second] = [
    await resolved({ app: "busy", service: "a" }),
    await resolved({ app: "busy", service: "b" }),
  ];
  expect(await last("busy", { looked: 2, places: 9 })).toMatchObject({
    ...{ isComplete: false, items: [{ id: first }, { id: second }] },
  });
  expect(await last("busy", { looked: 9, places: 2 })).toMatchObject({ isComplete: false });
  expect(await last("busy", { looked: 9, places: 9 })).toMatchObject({ isComplete: true });
});
