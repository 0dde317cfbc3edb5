import { LastDeployments } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { utc } from "./utc.ts";

/** How many deployments of an app are looked at, and how many places are answered at most. */
const most = { looked: 10_000, places: 1_000 };

/**
 * Lists the newest deployment of each service and instance of an app: what the newest records of the app tell. A record that
 * does not say its service or region has those that the client reported.
 */
export async function listLastDeployments(
  db: Queryable,
  { org, app }: { readonly org: string; readonly app: string },
  { looked, places } = most,
): Promise<LastDeployments> {
  const [answer] = await db.query(
    LastDeployments,
    `with looked as materialized (
       select id, stage, service, region, verdict, outcome, requested_at
         from deployments
        where org = $1 and app = $2
        order by requested_at desc, id desc
        limit $3
     ),
     placed as (
       select d.id, d.stage, coalesce(d.service, r.service) as service, coalesce(d.region, r.region) as region,
              d.verdict, d.outcome, d.requested_at
         from looked d
         left join lateral (
           select service, region
             from reports
            where deployment_id = d.id and (d.service is null or d.region is null)
            limit 1
         ) r on true
     ),
     newest as (
       select distinct on (service, stage, region) *
         from placed
        where service is not null
        order by service, stage, region, requested_at desc, id desc
        limit $4
     )
     select coalesce(
              jsonb_agg(
                jsonb_build_object(
                  'id', d.id, 'service', d.service, 'stage', d.stage, 'region', d.region,
                  'kind', case when d.verdict is null then 'report' else 'resolution' end,
                  'verdict', d.verdict, 'outcome', d.outcome, 'requestedAt', ${utc("d.requested_at")})
                order by d.service, d.stage, d.region),
              '[]') as items,
            (select count(*) from looked) < $3 and count(*) < $4 as "isComplete"
       from newest d`,
    [org, app, looked, places],
  );
  if (answer === undefined) throw new Error("An aggregate without a group has no row.");
  return answer;
}
