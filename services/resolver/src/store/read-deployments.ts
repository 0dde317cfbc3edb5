import type { DeploymentView } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import type { DeploymentPlace, ListedDeployment } from "../domain/deployments.ts";

const view = `jsonb_build_object(
  'id', id,
  'target', jsonb_build_object('org', org, 'app', app, 'stage', stage, 'service', service, 'region', region),
  'purpose', purpose,
  'profile', jsonb_build_object('name', profile, 'version', profile_version, 'matchedBy', matched_by),
  'verdict', verdict,
  'outcome', outcome,
  'problem', problem,
  'safeguards', safeguards,
  'parameterKeys', parameter_keys,
  'roleArn', role_arn,
  'credentialsExpireAt', ${utc("credentials_expire_at")},
  'frameworkVersion', framework_version,
  'client', client,
  'declarationDigest', declaration_digest,
  'templateDigest', template_digest,
  'requestedBy', requested_by,
  'requestedAt', ${utc("requested_at")},
  'completedAt', ${utc("completed_at")}
) as view`;

/** A time as ISO 8601 in UTC, as the contract wants it. */
function utc(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** An organization's deployments that were requested before the one at a place, newest first. */
export async function listDeployments(
  database: Queryable,
  org: string,
  after: DeploymentPlace | undefined,
  limit: number,
): Promise<ListedDeployment[]> {
  const [micros, id] = after ?? [];
  const { rows } = await database.query<ListedDeployment>(
    `select (extract(epoch from requested_at) * 1000000)::bigint::text as "requestedAtMicros", ${view}
       from deployments
      where org = $1
        and ($3::text is null
             or (requested_at, id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3))
      order by requested_at desc, id desc
      limit $4`,
    [org, micros, id, limit],
  );
  return rows;
}

/** One of an organization's deployments. */
export async function findDeployment(
  database: Queryable,
  org: string,
  id: string,
): Promise<DeploymentView | undefined> {
  const { rows } = await database.query<{ view: DeploymentView }>(
    `select ${view} from deployments where org = $1 and id = $2 limit 1`,
    [org, id],
  );
  return rows[0]?.view;
}
