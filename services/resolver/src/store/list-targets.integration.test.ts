import { beforeAll, expect, test } from "vitest";
import { type DatabasePool, openDatabase } from "../../../../packages/runtime/src/database/database.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { listTargets } from "./list-targets.ts";

let url: string;
let pool: DatabasePool;
let count = 0;

beforeAll(async () => {
  url = await createMigratedDatabase("resolver");
  pool = openDatabase("resolver", url);
  return () => pool.close();
});

const idOf = (n: number) => `dep_${String(n).padStart(22, "0")}`;

/** Stores a resolution. Each is requested a minute after the one before, and completed at once. */
async function resolved(
  service: string | null,
  given: { purpose?: string; outcome?: string | null; stage?: string } = {},
) {
  const { purpose = "deploy", outcome = "resolved", stage = "prod" } = given;
  const verdict = outcome === "blocked" ? "blocked" : "allowed";
  await query(
    url,
    `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version, matched_by, verdict,
       safeguards, parameter_keys, requested_by, requested_at, outcome, completed_at)
     values ($1, 'acmecorp', 'storefront', $2, $3, case when $3::text is null then null else 'eu-central-1' end, $4, 'prod', 1,
       'stage', $5, '[]', '{}', 'key_' || $6, timestamptz '2026-01-01 00:00Z' + $6::integer * interval '1 minute', $7::text,
       case when $7::text is null then null else timestamptz '2026-01-01 00:00Z' + $6::integer * interval '1 minute' end)`,
    [idOf(++count), stage, service, purpose, verdict, count, outcome],
  );
  return idOf(count);
}

async function reported(
  service: string,
  given: { status?: string; archived?: boolean; afterBlock?: boolean } = {},
) {
  const { status = "success", archived = false, afterBlock = false } = given;
  const id = await resolved(null, { outcome: null });
  await query(
    url,
    `insert into reports (deployment_id, org, app, stage, service, region, deployment_uid, status, archived, versions,
       function_count, outputs, details, server_safeguards, digest, reported_by, reported_at, after_block)
     values ($1, 'acmecorp', 'storefront', 'prod', $2, 'eu-west-1', $1, $3, $4, '{}', 0, '{}', '{}', '{}', '', 'key_r', now(), $5)`,
    [id, service, status, archived, afterBlock],
  );
}

const namesOf = (page: Awaited<ReturnType<typeof listTargets>>) =>
  page.targets.map(({ target }) => target.service).sort();

test("deploys that were resolved and reports of a success are listed, and nothing else is", async () => {
  await resolved("resolved");
  await reported("reported");
  await resolved("planned", { purpose: "plan" });
  await resolved("blocked", { outcome: "blocked" });
  await resolved("failed", { outcome: "failed" });
  await resolved("intended", { outcome: null });
  await resolved("unresolved", { stage: "${opt:stage}" });
  await reported("error", { status: "error" });
  await reported("removed", { archived: true });
  await reported("after-block", { afterBlock: true });
  const page = await listTargets(pool, null);
  expect(namesOf(page)).toEqual(["reported", "resolved"]);
  expect(page.next).toBeNull();
  expect(page.targets).toContainEqual({
    target: {
      org: "acmecorp",
      app: "storefront",
      stage: "prod",
      service: "resolved",
      region: "eu-central-1",
    },
    deployedAt: "2026-01-01T00:01:00.000Z",
    by: "key_1",
  });
});

test("pages go through all records, each target once a page with its last deploy", async () => {
  for (let round = 0; round < 3; round++) for (const name of ["x", "y"]) await resolved(name);
  const pages: string[][] = [];
  let after: Awaited<ReturnType<typeof listTargets>>["next"] = null;
  do {
    const page: Awaited<ReturnType<typeof listTargets>> = await listTargets(pool, after, 4);
    pages.push(namesOf(page));
    after = page.next;
  } while (after !== null);
  // After a whole page there may be more.
  expect(pages).toEqual([["reported", "resolved"], [], ["x", "y"], ["x", "y"], []]);
});
