import {
  deploymentBlocked,
  deploymentFailed,
  deploymentResolved,
  type ProblemCode,
  type SessionCredentials,
} from "@stagepass/contracts";
import type { Database, Queryable } from "@stagepass/runtime";
import type { Intent } from "../domain/intent.ts";

export async function recordIntent(database: Queryable, intent: Intent): Promise<void> {
  await insertDeployment(database, intent);
}

export async function recordBlocked(database: Database, intent: Intent): Promise<void> {
  await database.transaction(async (transaction) => {
    await insertDeployment(transaction, intent);
    await transaction.query(
      "update deployments set outcome = 'blocked', completed_at = now() where id = $1",
      [intent.id],
    );
    const failed = intent.safeguards.filter(({ outcome }) => outcome === "failed" || outcome === "skipped");
    await transaction.announce(deploymentBlocked, aboutOf(intent), {
      ...announced(intent),
      failed: failed.filter(({ enforcementLevel }) => enforcementLevel === "error").map(({ name }) => name),
    });
  });
}

export async function recordResolved(
  database: Database,
  intent: Intent,
  credentials: SessionCredentials | null,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      `update deployments set outcome = 'resolved', credentials_expire_at = $2, completed_at = now() where id = $1`,
      [intent.id, credentials?.expiration ?? null],
    );
    await transaction.announce(deploymentResolved, aboutOf(intent), announced(intent));
  });
}

export async function recordFailed(database: Database, intent: Intent, problem: ProblemCode): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      "update deployments set outcome = 'failed', problem = $2, completed_at = now() where id = $1",
      [intent.id, problem],
    );
    await transaction.announce(deploymentFailed, aboutOf(intent), { ...announced(intent), problem });
  });
}

async function insertDeployment(database: Queryable, intent: Intent): Promise<void> {
  const { target, profile } = intent;
  await database.query(
    `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version, matched_by,
       verdict, safeguards, parameter_keys, role_arn, framework_version, client, declaration_digest, template_digest,
       requested_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
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
      JSON.stringify(intent.safeguards),
      intent.parameterKeys,
      intent.roleArn,
      intent.frameworkVersion,
      intent.client,
      intent.declarationDigest,
      intent.templateDigest,
      intent.requestedBy,
    ],
  );
}

function aboutOf({ id, target }: Intent): string {
  return `${target.org}/deployments/${id}`;
}

function announced({ id, target, purpose, profile, verdict, requestedBy }: Intent) {
  return { org: target.org, by: requestedBy, deploymentId: id, target, purpose, profile, verdict };
}
