import {
  type ChosenProfile,
  type DeploymentFilter,
  DeploymentSummary,
  DeploymentView,
  type DeployTarget,
  Report,
  ReportDetails,
  type ReportSummary,
} from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { DeploymentPosition, ListedDeployment } from "../domain/records/deployments.ts";
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
  profile: jsonObject({
    name: "d.profile",
    version: "d.profile_version",
    matchedBy: "d.matched_by",
  } satisfies Record<keyof ChosenProfile, string>),
  verdict: "d.verdict",
  outcome: "d.outcome",
  problem: "d.problem",
  safeguards: "d.safeguards",
  parameterKeys: "d.parameter_keys",
  roleArn: "d.role_arn",
  credentialsExpireAt: utc("d.credentials_expire_at"),
  frameworkVersion: "d.framework_version",
  client: "d.client",
  declarationDigest: "d.declaration_digest",
  templateDigest: "d.template_digest",
  emptyTemplate: "d.empty_template",
  completedAt: utc("d.completed_at"),
} satisfies Record<Exclude<keyof Resolution, keyof typeof ofDeployment>, string>;

const view = `${jsonObject(ofDeployment)}
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

const ListedRow = z.object({ requestedAtMicros: z.string(), view: DeploymentSummary });

/** A deployment with the parts of its report, if it has one, in columns of their own. */
const FoundRow = z.object({
  view: DeploymentSummary,
  details: ReportDetails.omit({ outputs: true, withheldOutputs: true }).nullable(),
  outputs: Report.shape.outputs.nullable(),
  withheldOutputs: Report.shape.withheldOutputs.nullable(),
  serverSafeguards: Report.shape.serverSafeguards.nullable(),
});

/**
 * Lists the deployments of an organization that match a filter and were requested before the one at the cursor, newest
 * first. A filter by a part of the target matches the target that was requested, and the one that was reported.
 */
export async function listDeployments(
  database: Queryable,
  org: string,
  filter: DeploymentFilter,
  after: DeploymentPosition | undefined,
  limit: number,
): Promise<ListedDeployment[]> {
  const [micros, id] = after ?? [];
  const { app, stage, service, region, verdict, status, since, until } = filter;
  return database.query(
    ListedRow,
    `select (extract(epoch from d.requested_at) * 1000000)::bigint::text as "requestedAtMicros", ${view}
       from deployments d left join reports r on r.deployment_id = d.id
      where d.org = $1
        and ($3::text is null
             or (d.requested_at, d.id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3))
        and ($5::text is null or d.app = $5)
        and ($6::text is null or d.stage = $6 or r.stage = $6)
        and ($7::text is null or d.service = $7 or r.service = $7)
        and ($8::text is null or d.region = $8 or r.region = $8)
        and ($9::text is null or d.verdict = $9)
        and ($10::text is null or r.status = $10)
        and ($11::timestamptz is null or d.requested_at >= $11)
        and ($12::timestamptz is null or d.requested_at < $12)
      order by d.requested_at desc, d.id desc
      limit $4`,
    [org, micros, id, limit, app, stage, service, region, verdict, status, since, until],
  );
}

/** Finds a deployment of an organization, with its whole report. */
export async function findDeployment(
  database: Queryable,
  org: string,
  id: string,
): Promise<DeploymentView | undefined> {
  const [row] = await database.query(
    FoundRow,
    `select ${view}, r.details, r.outputs, r.withheld_outputs as "withheldOutputs",
            r.server_safeguards as "serverSafeguards"
       from deployments d left join reports r on r.deployment_id = d.id
      where d.org = $1 and d.id = $2
      limit 1`,
    [org, id],
  );
  if (row === undefined) return undefined;
  const { view: found, details, outputs, withheldOutputs, serverSafeguards } = row;
  const report = found.report && { ...found.report, ...details, outputs, withheldOutputs, serverSafeguards };
  return DeploymentView.parse({ ...found, report });
}
