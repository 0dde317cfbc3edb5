import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../../../packages/runtime/src/database/database.ts";
import { deleteOld } from "../../../../packages/runtime/src/database/retention.ts";
import { outboxRetention } from "../../../../packages/runtime/src/events/outbox-retention.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { watchPlans } from "../../../../test/support/servers/watch-plans.ts";
import { deploymentId, roleArn, target } from "../../test/deployment.ts";
import type { NamedSession } from "../domain/sessions/session.ts";
import { getExternalId } from "./external-ids.ts";
import { issuanceRetention } from "./issuance-retention.ts";
import { recordFailed, recordIntent, recordIssued } from "./issuances.ts";

let url: string;

beforeAll(async () => {
  url = await createMigratedDatabase("credentials");
  await query(
    url,
    `insert into issuances (org, app, stage, deployment_id, kind, role_arn, session_name, requested_seconds, created_at)
     select 'acmecorp', 'storefront', 'prod', 'dep_' || n, 'deploy', 'r', 's', 900, now() - (100000 - n) * interval '5 minutes'
       from generate_series(1, 100000) as n`,
  );
  await query(
    url,
    `insert into external_ids (org, role_arn, external_id)
     select 'org' || n % 100, 'role' || n, 'id' || n from generate_series(1, 20000) as n`,
  );
  await query(
    url,
    `insert into outbox (event_id, subject, about, payload, created_at, published_at)
     select n, 's', 'a', '{}', now() - (100000 - n) * interval '1 minute', case when n < 99900 then now() end
       from generate_series(1, 100000) as n`,
  );
  await query(url, "analyze");
});

const session: NamedSession = {
  ...{ kind: "deploy", target, deploymentId, roleArn, requestedSeconds: 900, sourceIdentity: "deployment" },
  ...{ narrowing: { by: "nothing" }, sessionName: "s" },
};

async function recordSessions(database: Database): Promise<void> {
  await recordIssued(database, await recordIntent(database, session), session, {
    ...{ expiration: new Date(), grantedSeconds: 900, tagsDropped: false },
  });
  await recordFailed(database, await recordIntent(database, session), "internal");
}

test("recording a session, and finding the external ID for it, read no table from end to end", async () => {
  const database = await watchPlans("credentials", url);
  await getExternalId(database, "acmecorp", roleArn);
  await recordSessions(database);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBe(4);
});

test("the plan that Postgres keeps from a time when the ledger was empty reads no table from end to end", async () => {
  const empty = await createMigratedDatabase("credentials");
  const database = await watchPlans("credentials", empty);
  await recordSessions(database);
  expect(database.sequentialScans()).toEqual([]);
});

test("deleting what is too old reads no table from end to end", async () => {
  const database = await watchPlans("credentials", url);
  const pace = { batchRows: 1_000, pause: async () => {}, stopping: new AbortController().signal };
  expect(await deleteOld(database, issuanceRetention(340), pace)).toBeGreaterThan(1_000);
  expect(await deleteOld(database, outboxRetention, pace)).toBeGreaterThan(1_000);
  expect(database.sequentialScans()).toEqual([]);
});
