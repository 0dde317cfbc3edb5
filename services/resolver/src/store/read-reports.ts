import { DeploymentId, type DeployTarget, type InstanceOutputs } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ServiceAddress } from "../domain/records/outputs.ts";
import type { KeptReport, PrecedingResolution, ProfileVersion } from "../domain/records/ports.ts";
import { utc } from "./utc.ts";

const VersionRow = z.object({ name: z.string(), version: z.int() });
const KeptRow = z.object({
  deploymentId: DeploymentId,
  digest: z.string(),
  scrubbedWith: z.array(VersionRow),
});
const PrecedingRow = z.object({
  deploymentId: DeploymentId,
  profile: VersionRow.nullable(),
  requestedAt: z.iso.datetime(),
});
const AnswerRow = z.object({ id: DeploymentId, outcome: z.enum(["resolved", "blocked"]) });
/** Outputs are not copied: they may have any name, also `__proto__`, which a copy would lose. */
const Outputs = z.custom<Record<string, unknown>>(isObject);
const OutputsRow = z.object({
  stage: z.string(),
  region: z.string(),
  outputs: Outputs,
  withheldOutputs: z.record(z.string(), z.string()),
});
const NewestOutputsRow = OutputsRow.extend({ archived: z.boolean() });

/** Finds the report that was stored for a target under the client's own id. */
export async function findKeptReport(
  database: Queryable,
  { org, app, stage, service, region }: DeployTarget,
  deploymentUid: string,
): Promise<KeptReport | undefined> {
  const rows = await database.query(
    KeptRow,
    `select deployment_id as "deploymentId", digest, scrubbed_with as "scrubbedWith"
       from reports
      where org = $1 and app = $2 and stage = $3 and service = $4 and region = $5 and deployment_uid = $6
      limit 1`,
    [org, app, stage, service, region, deploymentUid],
  );
  return rows[0];
}

/**
 * The condition for the deployments that a key requested for a target within the last hours. Parts of the target that were
 * unknown then match anything: a service or region that was left out, and a stage that was an unresolved expression.
 */
const askedByKey = `org = $1 and app = $2 and requested_by = $3
        and requested_at > now() - $7::integer * interval '1 hour'
        and (stage = $4 or position('\${' in stage) > 0)
        and (service is null or service = $5)
        and (region is null or region = $6)`;

/** The condition for those of them that were resolved. */
const givenToKey = `outcome = 'resolved' and ${askedByKey}`;

/** The values of further versions are not removed from reports. No client gets so many versions within hours. */
const maxVersions = 50;

/** The values of `askedByKey`. */
function askedValues(
  keyId: string,
  { org, app, stage, service, region }: DeployTarget,
  withinHours: number,
): readonly unknown[] {
  return [org, app, keyId, stage, service, region, withinHours];
}

/** Lists the profile versions with parameters that a key got for a target within the last hours, newest first. */
export async function listGivenVersions(
  database: Queryable,
  keyId: string,
  target: DeployTarget,
  withinHours: number,
): Promise<ProfileVersion[]> {
  return database.query(
    VersionRow,
    `select profile as name, profile_version as version
       from deployments
      where ${givenToKey} and cardinality(parameter_keys) > 0 and profile is not null
      group by profile, profile_version
      order by max(requested_at) desc
      limit ${maxVersions}`,
    askedValues(keyId, target, withinHours),
  );
}

/** SQL for the newest of some deployments, as a resolution that a report can belong to. */
function newestOf(deployments: string): string {
  return `select id as "deploymentId", ${utc("requested_at")} as "requestedAt",
            case when profile is not null then
              json_build_object('name', profile, 'version', profile_version)
            end as profile
       from ${deployments}
      order by requested_at desc, id desc
      limit 1`;
}

const isReported = "exists (select from reports r where r.deployment_id = d.id)";

/** Finds the newest resolution that a key got for a target within the last hours and that has no report. */
export async function findPrecedingResolution(
  database: Queryable,
  keyId: string,
  target: DeployTarget,
  withinHours: number,
): Promise<PrecedingResolution | undefined> {
  const [newest] = await database.query(
    PrecedingRow,
    newestOf(`deployments d where ${givenToKey} and not ${isReported}`),
    askedValues(keyId, target, withinHours),
  );
  return newest;
}

/**
 * Finds the newest resolution that a key got to deploy to a target and that can still be in use: neither it nor a newer one
 * has a report, and its credentials have not expired. Without credentials it counts for an hour, the default of AWS.
 */
export async function findUsableResolution(
  database: Queryable,
  keyId: string,
  target: DeployTarget,
  withinHours: number,
): Promise<PrecedingResolution | undefined> {
  const [newest] = await database.query(
    PrecedingRow,
    newestOf(`(
         select d.*, bool_or(${isReported}) over (order by requested_at desc, id desc) as is_done
           from deployments d
          where purpose = 'deploy' and ${givenToKey}
       ) given
      where not is_done and coalesce(credentials_expire_at, requested_at + interval '1 hour') > now()`),
    askedValues(keyId, target, withinHours),
  );
  return newest;
}

/**
 * Finds the block, if the last answer to a key that requested to deploy to a target within the last hours was one. Answers
 * to plans do not count.
 */
export async function findLastBlock(
  database: Queryable,
  keyId: string,
  target: DeployTarget,
  withinHours: number,
): Promise<PrecedingResolution["deploymentId"] | undefined> {
  const [last] = await database.query(
    AnswerRow,
    `select id, outcome
       from deployments
      where outcome in ('resolved', 'blocked') and purpose = 'deploy' and ${askedByKey}
      order by requested_at desc, id desc
      limit 1`,
    askedValues(keyId, target, withinHours),
  );
  return last?.outcome === "blocked" ? last.id : undefined;
}

/** SQL for the newest successful report of an instance of a service, where `which` is true. */
function newestSuccess(which: string): string {
  return `select stage, region, outputs, withheld_outputs as "withheldOutputs", archived
       from reports
      where org = $1 and app = $2 and service = $3 and status = 'success' ${which}
      order by stage, region, reported_at desc
      limit 1`;
}

/** Finds the outputs of an instance's newest successful deployment; undefined where it was removed since. */
export async function findOutputs(
  database: Queryable,
  { org, app, service, stage, region }: DeployTarget,
): Promise<InstanceOutputs | undefined> {
  const [newest] = await database.query(NewestOutputsRow, newestSuccess("and stage = $4 and region = $5"), [
    org,
    app,
    service,
    stage,
    region,
  ]);
  return newest?.archived === true ? undefined : newest;
}

/**
 * Lists the same for every instance of a service. It steps through the index from one instance to the next, so that the time
 * depends on the number of instances, not of deployments (https://wiki.postgresql.org/wiki/Loose_indexscan).
 */
export async function listOutputs(
  database: Queryable,
  { org, app, service }: ServiceAddress,
): Promise<InstanceOutputs[]> {
  return database.query(
    OutputsRow,
    `with recursive instances as (
       (${newestSuccess("")})
       union all
       (select next.stage, next.region, next.outputs, next."withheldOutputs", next.archived
          from instances, lateral (${newestSuccess("and (stage, region) > (instances.stage, instances.region)")}) next)
     )
     select stage, region, outputs, "withheldOutputs" from instances where not archived limit 1000`,
    [org, app, service],
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
