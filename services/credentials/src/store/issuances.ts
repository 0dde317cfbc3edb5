import { type ProblemCode, sessionIssued } from "@stagepass/contracts";
import type { Database, Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Grant, NamedSession } from "../domain/sessions/session.ts";

const Stored = z.object({ id: z.string() });

/** Commits that a session is about to be requested. Returns the id of its row. */
export async function recordIntent(db: Queryable, session: NamedSession): Promise<string> {
  const { org, app, stage, service, region } = session.target;
  const [row] = await db.query(
    Stored,
    `insert into issuances (org, app, stage, service, region, deployment_id, kind, role_arn, session_name, requested_seconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning id`,
    [
      org,
      app,
      stage,
      service,
      region,
      session.deploymentId,
      session.kind,
      session.roleArn,
      session.sessionName,
      session.requestedSeconds,
    ],
  );
  if (row === undefined) throw new Error("The database stored an issuance and gave no id.");
  return row.id;
}

/** Commits that the session was issued, together with the event. Throws when the row is not waiting for its outcome. */
export async function recordIssued(
  db: Database,
  issuanceId: string,
  session: NamedSession,
  grant: Grant,
): Promise<void> {
  const { target, deploymentId, kind, roleArn, sessionName } = session;
  const change = {
    text: `update issuances
              set status = 'issued', granted_seconds = $2, expires_at = $3, tags_dropped = $4, completed_at = now()
            where id = $1 and status = 'intended'`,
    values: [issuanceId, grant.grantedSeconds, grant.expiration, grant.tagsDropped],
  };
  await db.announceChange(change, sessionIssued, `${target.org}/sessions/${issuanceId}`, {
    org: target.org,
    target,
    deploymentId,
    kind,
    roleArn,
    sessionName,
    expiration: grant.expiration.toISOString(),
  });
}

/** Commits that no session was issued, and with which problem the caller was answered. */
export async function recordFailed(db: Queryable, issuanceId: string, problem: ProblemCode): Promise<void> {
  await db.execute(
    `update issuances
        set status = 'failed', problem = $2, completed_at = now()
      where id = $1 and status = 'intended'`,
    [issuanceId, problem],
  );
}
