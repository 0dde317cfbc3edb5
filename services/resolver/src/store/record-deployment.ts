import {
  type ChosenProfile,
  type ChosenProvider,
  deploymentBlocked,
  deploymentFailed,
  deploymentResolved,
  type KnownTarget,
} from "@stagepass/contracts";
import { type Announcement, announcementOf, type Database, fewAsked } from "@stagepass/runtime";
import type { Intent } from "../domain/resolving/intent.ts";
import type { Outcome } from "../domain/resolving/outcome.ts";
import { storableJson } from "./storable-json.ts";

/** Commits that a deploy is about to be given what it needs. */
export async function recordIntent(database: Database, intent: Intent): Promise<void> {
  await database.commit({ text: insertion, row: intentRow(intent) });
}

/** Commits what came of a deploy that is not on record yet, and announces it. */
export async function recordWhole(database: Database, intent: Intent, outcome: Outcome): Promise<void> {
  const row = { ...intentRow(intent), ...outcomeRow(outcome) };
  await database.commit({ text: insertion, row }, announcing(intent, outcome));
}

/** Commits what came of a deploy whose intent is committed, and announces it. Throws when its outcome is on record. */
export async function recordOutcome(database: Database, intent: Intent, outcome: Outcome): Promise<void> {
  const row = { id: intent.id, ...outcomeRow(outcome) };
  await database.commit({ text: completion, row }, announcing(intent, outcome));
}

/** A row without an outcome is an intent. */
const insertion = `asked as (
       select *
         from json_to_recordset($1::json) as asked (n integer, id text, org text, app text, stage text, service text,
                region text, purpose text, "profile.name" text, "profile.version" integer, "profile.matchedBy" text,
                "provider.name" text, "provider.revision" integer, "provider.level" text, "parameterOrigins" jsonb,
                verdict text, safeguards text, "parameterKeys" text[], "roleArn" text, "frameworkVersion" text,
                client jsonb, "declarationDigest" text, "templateDigest" text, "emptyTemplate" boolean,
                "requestedBy" text, outcome text, problem text, "credentialsExpireAt" timestamptz)
     ),
     inserted as (
       insert into deployments (id, org, app, stage, service, region, purpose, profile, profile_version, matched_by,
                provider, provider_revision, provider_level, parameter_origins,
                verdict, safeguards, parameter_keys, role_arn, framework_version, client, declaration_digest,
                template_digest, empty_template, requested_by, outcome, problem, credentials_expire_at, completed_at)
       select id, org, app, stage, service, region, purpose, "profile.name", "profile.version", "profile.matchedBy",
                "provider.name", "provider.revision", "provider.level", "parameterOrigins",
                verdict, safeguards::jsonb, "parameterKeys", "roleArn", "frameworkVersion", client, "declarationDigest",
                "templateDigest", "emptyTemplate", "requestedBy", outcome, problem, "credentialsExpireAt",
                case when outcome is not null then now() end
         from asked
       returning id
     ),
     changed as (select n from asked join inserted using (id))`;

const completion = `changed as (
       update deployments
          set outcome = asked.outcome, problem = asked.problem, credentials_expire_at = asked."credentialsExpireAt",
              completed_at = now()
         from json_to_recordset($1::json) as asked (n integer, id text, outcome text, problem text,
                "credentialsExpireAt" timestamptz)
        where ${fewAsked} and deployments.id = asked.id and num_nulls(deployments.completed_at) > 0
       returning n
     )`;

/** What a deployment's row holds of its intent. A field that an intent gains is missing here, or has a column. */
type Stored =
  | Exclude<keyof Intent, "target" | "profile" | "provider">
  | keyof KnownTarget
  | `profile.${keyof ChosenProfile}`
  | `provider.${keyof ChosenProvider}`;

function intentRow(intent: Intent): Readonly<Record<Stored, unknown>> {
  const { target, profile, provider } = intent;
  return {
    id: intent.id,
    org: target.org,
    app: target.app,
    stage: target.stage,
    service: target.service,
    region: target.region,
    purpose: intent.purpose,
    "profile.name": profile?.name,
    "profile.version": profile?.version,
    "profile.matchedBy": profile?.matchedBy,
    "provider.name": provider?.name,
    "provider.revision": provider?.revision,
    "provider.level": provider?.level,
    verdict: intent.verdict,
    safeguards: storableJson(intent.safeguards),
    parameterKeys: intent.parameterKeys,
    parameterOrigins: intent.parameterOrigins,
    roleArn: intent.roleArn,
    frameworkVersion: intent.frameworkVersion,
    client: intent.client,
    declarationDigest: intent.declarationDigest,
    templateDigest: intent.templateDigest,
    emptyTemplate: intent.emptyTemplate,
    requestedBy: intent.requestedBy,
  };
}

function outcomeRow(outcome: Outcome): object {
  return {
    outcome: outcome.is,
    problem: outcome.is === "failed" ? outcome.problem : null,
    credentialsExpireAt: outcome.is === "resolved" ? outcome.credentials?.expiration : null,
  };
}

function announcing(intent: Intent, outcome: Outcome): Announcement {
  const { id, target, purpose, profile, provider, verdict, requestedBy } = intent;
  const about = `${target.org}/deployments/${id}`;
  const data = {
    org: target.org,
    by: requestedBy,
    deploymentId: id,
    target,
    purpose,
    profile,
    provider,
    verdict,
  };
  switch (outcome.is) {
    case "blocked":
      return announcementOf(deploymentBlocked, about, { ...data, failed: [...outcome.blockedBy] });
    case "failed":
      return announcementOf(deploymentFailed, about, { ...data, problem: outcome.problem });
    case "resolved":
      return announcementOf(deploymentResolved, about, data);
  }
}
