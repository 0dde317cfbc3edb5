import { CloudEvent, sessionIssued } from "@stagepass/contracts";
import type { Database } from "@stagepass/runtime";
import { expect, test } from "vitest";
import { z } from "zod";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { deploymentId, roleArn, target } from "../../test/deployment.ts";
import type { NamedSession } from "../domain/sessions/session.ts";
import { recordFailed, recordIntent, recordIssued } from "./issuances.ts";

const session: NamedSession = {
  kind: "deploy",
  target: { ...target, stage: "${opt:stage, 'dev'}" },
  deploymentId,
  roleArn,
  requestedSeconds: 7_200,
  sourceIdentity: "deployment",
  narrowing: { by: "nothing" },
  sessionName: "acmecorp-storefront-dev-q3Jx0W8cT1e2mN5uYb7Zaw",
};
const grant = { expiration: new Date("2026-11-20T12:00:00Z"), grantedSeconds: 3_600, tagsDropped: true };

async function readLedger(database: Database) {
  return database.query(z.unknown(), "select * from issuances order by created_at limit 100");
}

async function readOutbox(database: Database) {
  const Announced = z.object({ subject: z.string(), about: z.string(), payload: z.unknown() });
  return database.query(Announced, "select subject, about, payload from outbox order by id limit 100");
}

test("the ledger holds what is requested from AWS before the outcome is known", async () => {
  const database = await openMigratedDatabase("credentials");
  const id = await recordIntent(database, session);
  expect(await readLedger(database)).toMatchObject([
    {
      id,
      org: "acmecorp",
      app: "storefront",
      stage: "${opt:stage, 'dev'}",
      service: "checkout",
      region: "eu-central-1",
      deployment_id: deploymentId,
      kind: "deploy",
      role_arn: roleArn,
      session_name: session.sessionName,
      requested_seconds: 7_200,
      status: "intended",
      completed_at: null,
    },
  ]);
  expect(await readOutbox(database)).toEqual([]);
});

test("the ledger holds requests for a target without a service and region", async () => {
  const database = await openMigratedDatabase("credentials");
  const { org, app, stage } = target;
  const id = await recordIntent(database, { ...session, target: { org, app, stage } });
  await recordIssued(database, id, { ...session, target: { org, app, stage } }, grant);
  expect(await readLedger(database)).toMatchObject([{ id, service: null, region: null, status: "issued" }]);
});

test("an issuance is completed together with its event", async () => {
  const database = await openMigratedDatabase("credentials");
  const id = await recordIntent(database, session);
  await recordIssued(database, id, session, grant);
  expect(await readLedger(database)).toMatchObject([
    {
      id,
      status: "issued",
      granted_seconds: 3_600,
      expires_at: grant.expiration,
      tags_dropped: true,
      problem: null,
      completed_at: expect.any(Date),
    },
  ]);
  const [event] = await readOutbox(database);
  expect(event).toMatchObject({ subject: sessionIssued.subject, about: `acmecorp/sessions/${id}` });
  expect(sessionIssued.data.parse(CloudEvent.parse(event?.payload).data)).toEqual({
    org: "acmecorp",
    target: session.target,
    deploymentId,
    kind: "deploy",
    roleArn,
    sessionName: session.sessionName,
    expiration: "2026-11-20T12:00:00.000Z",
  });
});

test("an issuance stays as it was when its event cannot be written", async () => {
  const database = await openMigratedDatabase("credentials");
  const id = await recordIntent(database, session);
  const unannounceable = { ...session, deploymentId: "not a deployment id" };
  await expect(recordIssued(database, id, unannounceable, grant)).rejects.toThrow();
  expect(await readLedger(database)).toMatchObject([{ status: "intended", expires_at: null }]);
  expect(await readOutbox(database)).toEqual([]);
});

test("the ledger holds why an issuance failed, and no event is written", async () => {
  const database = await openMigratedDatabase("credentials");
  await recordFailed(database, await recordIntent(database, session), "role-not-assumable");
  expect(await readLedger(database)).toMatchObject([
    { status: "failed", problem: "role-not-assumable", expires_at: null, completed_at: expect.any(Date) },
  ]);
  expect(await readOutbox(database)).toEqual([]);
});

test("an issuance can be completed only once", async () => {
  const database = await openMigratedDatabase("credentials");
  const id = await recordIntent(database, session);
  await recordIssued(database, id, session, grant);
  await expect(recordIssued(database, id, session, grant)).rejects.toThrow("No row changed");
  await expect(recordFailed(database, id, "unavailable")).rejects.toThrow("No row changed");
  expect(await readLedger(database)).toMatchObject([{ status: "issued" }]);
  expect(await readOutbox(database)).toHaveLength(1);
});
