import { randomUUID } from "node:crypto";
import { type ProblemCode, sessionIssued } from "@stagepass/contracts";
import { announcementOf, type Database, fewAsked } from "@stagepass/runtime";
import type { Grant, NamedSession } from "../domain/sessions/session.ts";

/** Commits that a session is about to be requested. Returns the id of its row. */
export async function recordIntent(db: Database, session: NamedSession): Promise<string> {
  const { org, app, stage, service, region } = session.target;
  const row = {
    id: randomUUID(),
    ...{ org, app, stage, service, region },
    deployment_id: session.deploymentId,
    kind: session.kind,
    role_arn: session.roleArn,
    session_name: session.sessionName,
    requested_seconds: session.requestedSeconds,
  };
  await db.commit({ text: insertion, row });
  return row.id;
}

const insertion = `asked as (
       select *
         from json_to_recordset($1::json) as asked (n integer, id uuid, org text, app text, stage text, service text,
                region text, deployment_id text, kind text, role_arn text, session_name text, requested_seconds integer)
     ),
     inserted as (
       insert into issuances (id, org, app, stage, service, region, deployment_id, kind, role_arn, session_name,
                requested_seconds)
       select id, org, app, stage, service, region, deployment_id, kind, role_arn, session_name, requested_seconds
         from asked
       returning id
     ),
     changed as (select n from asked join inserted using (id))`;

/** Commits that the session was issued, together with the event. Throws when the row is not waiting for its outcome. */
export async function recordIssued(
  db: Database,
  issuanceId: string,
  session: NamedSession,
  grant: Grant,
): Promise<void> {
  const { target, deploymentId, kind, roleArn, sessionName } = session;
  const row = {
    id: issuanceId,
    status: "issued",
    granted_seconds: grant.grantedSeconds,
    expires_at: grant.expiration,
    tags_dropped: grant.tagsDropped,
  };
  const announcement = announcementOf(sessionIssued, `${target.org}/sessions/${issuanceId}`, {
    org: target.org,
    target,
    deploymentId,
    kind,
    roleArn,
    sessionName,
    expiration: grant.expiration.toISOString(),
  });
  await db.commit({ text: completion, row }, announcement);
}

/** Commits that no session was issued, and with which problem the caller was answered. Throws like `recordIssued`. */
export async function recordFailed(db: Database, issuanceId: string, problem: ProblemCode): Promise<void> {
  await db.commit({ text: completion, row: { id: issuanceId, status: "failed", problem } });
}

const completion = `changed as (
       update issuances
          set status = asked.status, problem = asked.problem, granted_seconds = asked.granted_seconds,
              expires_at = asked.expires_at, tags_dropped = asked.tags_dropped, completed_at = now()
         from json_to_recordset($1::json) as asked (n integer, id uuid, status text, problem text,
                granted_seconds integer, expires_at timestamptz, tags_dropped boolean)
        where ${fewAsked} and issuances.id = asked.id and num_nulls(issuances.completed_at) > 0
       returning n
     )`;
