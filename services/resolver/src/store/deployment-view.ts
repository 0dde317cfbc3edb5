import type {
  ChosenProfile,
  ChosenProvider,
  DeploymentSummary,
  DeployTarget,
  ReportSummary,
} from "@stagepass/contracts";
import { utc } from "./utc.ts";

type Resolution = Extract<DeploymentSummary, { kind: "resolution" }>;
type Reported = Extract<DeploymentSummary, { kind: "report" }>;

// Every field of the contracts, and where the statements below find it.

const ofReport = {
  target: targetIn("r"),
  deploymentUid: "r.deployment_uid",
  status: "r.status",
  archived: "r.archived",
  afterBlock: "r.after_block",
  blockedDeploymentId: "r.blocked_deployment_id",
  versions: "r.versions",
  functionCount: "r.function_count",
  reportedBy: "r.reported_by",
  reportedAt: utc("r.reported_at"),
} satisfies Record<keyof ReportSummary, string>;

const ofDeployment = {
  id: "d.id",
  target: `jsonb_strip_nulls(${targetIn("d")})`,
  requestedBy: "d.requested_by",
  requestedAt: utc("d.requested_at"),
  report: `case when r.deployment_id is null then null else ${jsonObject(ofReport)} end`,
} satisfies Record<Exclude<keyof Reported, "kind">, string>;

const ofResolution = {
  kind: "'resolution'",
  purpose: "d.purpose",
  profile: `case when d.profile is not null then ${jsonObject({
    name: "d.profile",
    version: "d.profile_version",
    matchedBy: "d.matched_by",
  } satisfies Record<keyof ChosenProfile, string>)} end`,
  provider: `case when d.provider is not null then ${jsonObject({
    name: "d.provider",
    revision: "d.provider_revision",
    level: "d.provider_level",
  } satisfies Record<keyof ChosenProvider, string>)} end`,
  verdict: "d.verdict",
  outcome: "d.outcome",
  problem: "d.problem",
  safeguards: "d.safeguards",
  parameterKeys: "d.parameter_keys",
  parameterOrigins: "d.parameter_origins",
  roleArn: "d.role_arn",
  credentialsExpireAt: utc("d.credentials_expire_at"),
  frameworkVersion: "d.framework_version",
  client: "d.client",
  declarationDigest: "d.declaration_digest",
  templateDigest: "d.template_digest",
  emptyTemplate: "d.empty_template",
  completedAt: utc("d.completed_at"),
} satisfies Record<Exclude<keyof Resolution, keyof typeof ofDeployment>, string>;

/** SQL for a deployment `d` and its report `r`, if it has one, as lists hold them. */
export const deploymentView = `${jsonObject(ofDeployment)}
  || case when d.verdict is null then ${jsonObject({ kind: "'report'" })} else ${jsonObject(ofResolution)} end as view`;

function targetIn(table: "d" | "r"): string {
  return jsonObject({
    org: `${table}.org`,
    app: `${table}.app`,
    stage: `${table}.stage`,
    service: `${table}.service`,
    region: `${table}.region`,
  } satisfies Record<keyof DeployTarget, string>);
}

/** SQL for a JSON object, from the SQL for each of its fields. */
function jsonObject(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(([name, sql]) => `'${name}', ${sql}`);
  return `jsonb_build_object(${pairs.join(", ")})`;
}
