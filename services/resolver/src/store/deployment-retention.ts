import type { Retention } from "@stagepass/runtime";

/**
 * Deployments with their reports. Those that are read back stay whatever their age: the newest success of each instance,
 * which holds its outputs, and the block that a report names. Once an instance was removed, the report of that goes last.
 */
export function deploymentRetention(days: number): Retention {
  return { what: "deployments", days, text };
}

const text = `with old as materialized (
       select id, requested_at
         from deployments
        where (requested_at, id) > ($1::timestamptz, $2) and requested_at < now() - make_interval(days => $3)
        order by requested_at, id
        limit $4
     ),
     gone as materialized (
       select old.id
         from old left join lateral (select * from reports where deployment_id = old.id limit 1) r on true
        where not exists (select from reports later where later.blocked_deployment_id = old.id)
          and (r.deployment_id is null or r.status <> 'success'
               or exists (select from reports newer where ${isSuccessOfSameInstance("newer")} and newer.reported_at > r.reported_at)
               or r.archived and not exists (
                    select from reports older
                     where ${isSuccessOfSameInstance("older")} and older.deployment_id <> r.deployment_id))
     ),
     gone_reports as (
       delete from reports where deployment_id = any(array(select id from gone))
     ),
     deleted as (
       delete from deployments where id = any(array(select id from gone)) returning id
     )
     select (select count(*) from deleted)::integer as deleted, requested_at::text as age, id
       from old
      order by requested_at desc, id desc
      limit 1`;

function isSuccessOfSameInstance(report: string): string {
  return `(${report}.org, ${report}.app, ${report}.service, ${report}.stage, ${report}.region)
            = (r.org, r.app, r.service, r.stage, r.region) and ${report}.status = 'success'`;
}
