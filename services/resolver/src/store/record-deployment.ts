import {
  type ChosenProfile,
  deploymentBlocked,
  deploymentFailed,
  deploymentResolved,
  type IssuedCredentials,
  type KnownTarget,
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

/** What a deployment's row holds of its intent. A field that an intent gains is missing here, or has a column. */
type Stored =
  | Exclude<keyof Intent, "target" | "profile">
  | keyof KnownTarget
  | `profile.${keyof ChosenProfile}`;

function insertion(intent: Intent, outcome: "blocked" | null): Change {
  const { target, profile } = intent;
  // In the order of the columns.
  const stored = {
    id: intent.id,
    org: target.org,
    app: target.app,
    stage: target.stage,
    service: target.service,
    region: target.region,
    purpose: intent.purpose,
    "profile.name": profile.name,
    "profile.version": profile.version,
    "profile.matchedBy": profile.matchedBy,
    verdict: intent.verdict,
    safeguards: storableJson(intent.safeguards),
    parameterKeys: intent.parameterKeys,
    roleArn: intent.roleArn,
    frameworkVersion: intent.frameworkVersion,
    client: intent.client,
    declarationDigest: intent.declarationDigest,
    templateDigest: intent.templateDigest,
    emptyTemplate: intent.emptyTemplate,
    requestedBy: intent.requestedBy,
  } satisfies Record<Stored, unknown>;
  return {
    text: `insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version,
             matched_by, verdict, safeguards, parameter_keys, role_arn, framework_version, client,
             declaration_digest, template_digest, empty_template, requested_by, outcome, completed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             case when $21::text is null then null else now() end)`,
    values: [...Object.values(stored), outcome],
  };
}

function aboutOf({ id, target }: Intent): string {
  return `${target.org}/deployments/${id}`;
}

function announced({ id, target, purpose, profile, verdict, requestedBy }: Intent) {
  return { org: target.org, by: requestedBy, deploymentId: id, target, purpose, profile, verdict };
}
