import {
  deploymentBlocked,
  deploymentFailed,
  deploymentResolved,
  type IssuedCredentials,
  type ProblemCode,
} from "@stagepass/contracts";
import type { Change, Database, Queryable } from "@stagepass/runtime";
import type { Intent } from "../domain/resolving/intent.ts";
import { storableJson } from "./storable-json.ts";

/** Commits that a deploy is about to be given what it needs. */
export async function recordIntent(database: Queryable, intent: Intent): Promise<void> {
  const { text, values } = insertion(intent, null);
  await database.execute(text, values);
}

/** Commits a blocked deploy, and announces it with the names of the safeguards that blocked it. */
export async function recordBlocked(
  database: Database,
  intent: Intent,
  blockedBy: readonly string[],
): Promise<void> {
  const data = { ...announced(intent), failed: [...blockedBy] };
  await database.announceChange(insertion(intent, "blocked"), deploymentBlocked, aboutOf(intent), data);
}

export async function recordResolved(
  database: Database,
  intent: Intent,
  credentials: IssuedCredentials | null,
): Promise<void> {
  const change = {
    text: `update deployments
              set outcome = 'resolved', credentials_expire_at = $2, completed_at = now()
            where id = $1 and outcome is null`,
    values: [intent.id, credentials?.expiration ?? null],
  };
  await database.announceChange(change, deploymentResolved, aboutOf(intent), announced(intent));
}

export async function recordFailed(database: Database, intent: Intent, problem: ProblemCode): Promise<void> {
  const change = {
    text: "update deployments set outcome = 'failed', problem = $2, completed_at = now() where id = $1 and outcome is null",
    values: [intent.id, problem],
  };
  await database.announceChange(change, deploymentFailed, aboutOf(intent), { ...announced(intent), problem });
}

function insertion(intent: Intent, outcome: "blocked" | null): Change {
  const { target, profile } = intent;
  return {
    text: `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version,
             matched_by, verdict, safeguards, parameter_keys, role_arn, framework_version, client,
             declaration_digest, template_digest, empty_template, requested_by, outcome, completed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             case when $21::text is null then null else now() end)`,
    values: [
      intent.id,
      target.org,
      target.app,
      target.stage,
      target.service,
      target.region,
      intent.purpose,
      profile.name,
      profile.version,
      profile.matchedBy,
      intent.verdict,
      storableJson(intent.safeguards),
      intent.parameterKeys,
      intent.roleArn,
      intent.frameworkVersion,
      intent.client,
      intent.declarationDigest,
      intent.templateDigest,
      intent.emptyTemplate,
      intent.requestedBy,
      outcome,
    ],
  };
}

function aboutOf({ id, target }: Intent): string {
  return `${target.org}/deployments/${id}`;
}

function announced({ id, target, purpose, profile, verdict, requestedBy }: Intent) {
  return { org: target.org, by: requestedBy, deploymentId: id, target, purpose, profile, verdict };
}
