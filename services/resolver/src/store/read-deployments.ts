import type { DeploymentView } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";

interface DeploymentRow {
  readonly position: string;
  readonly view: DeploymentView;
}

const columns = `position, jsonb_build_object(
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

/** An organization's deployments before a position, newest first. */
export async function listDeployments(
  database: Queryable,
  org: string,
  before: bigint | null,
  limit: number,
): Promise<DeploymentRow[]> {
  const { rows } = await database.query<DeploymentRow>(
    `select ${columns}
       from deployments
      where org = $1 and ($2::bigint is null or position < $2)
      order by position desc
      limit $3`,
    [org, before, limit],
  );
  return rows;
}

export async function findDeployment(
  database: Queryable,
  org: string,
  id: string,
): Promise<DeploymentView | undefined> {
  const { rows } = await database.query<DeploymentRow>(
    `select ${columns} from deployments where org = $1 and id = $2 limit 1`,
    [org, id],
  );
  return rows[0]?.view;
}
