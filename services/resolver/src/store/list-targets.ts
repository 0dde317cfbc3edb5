import type { listTargets as ListTargets, Output, RecordPosition } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import { utc } from "./utc.ts";

const TargetRow = z.object({
  target: z.object({
    org: z.string(),
    app: z.string(),
    stage: z.string(),
    service: z.string(),
    region: z.string(),
  }),
  deployedAt: z.string(),
  by: z.string(),
});
const PageRow = z.object({
  targets: z.array(TargetRow),
  looked: z.int(),
  requestedAtMicros: z.string().nullable(),
  id: z.string().nullable(),
});

/** How many records a page is made from. */
const pageRecords = 200;

/**
 * Lists the targets of the next records after a position, by the time of their requests: of deploys that were resolved, and
 * of reports of a success. Those of plans, removals, failures, and successes after a block are left out, and so are those whose
 * service, region or stage is not known.
 */
export async function listTargets(
  db: Queryable,
  after: RecordPosition | null,
  records = pageRecords,
): Promise<Output<typeof ListTargets>> {
  const [page] = await db.query(
    PageRow,
    `with looked as materialized (
       select id, org, app, stage, service, region, purpose, outcome, requested_by, requested_at, completed_at
         from deployments
        where (requested_at, id) > (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2)
        order by requested_at, id
        limit $3
     ),
     deployed as (
       select org, app, stage, service, region, completed_at as at, requested_by as by
         from looked
        where outcome = 'resolved' and purpose = 'deploy' and service is not null and region is not null
       union all
       select r.org, r.app, r.stage, r.service, r.region, r.reported_at, r.reported_by
         from looked, lateral (select * from reports where deployment_id = looked.id limit 1) r
        where r.status = 'success' and not r.archived and not r.after_block
     ),
     targets as (
       select distinct on (org, app, stage, service, region) *
         from deployed
        where position('\${' in stage) = 0
        order by org, app, stage, service, region, at desc
     )
     select array(
              select jsonb_build_object(
                       'target', jsonb_build_object('org', org, 'app', app, 'stage', stage, 'service', service,
                                                    'region', region),
                       'deployedAt', ${utc("at")}, 'by', by)
                from targets
            ) as targets,
            (select count(*) from looked)::integer as looked,
            (extract(epoch from latest.requested_at) * 1000000)::bigint::text as "requestedAtMicros", latest.id
       from (select 1) as one
       left join lateral (select requested_at, id from looked order by requested_at desc, id desc limit 1) latest on true`,
    [after?.requestedAtMicros ?? "0", after?.id ?? "", records],
  );
  if (page === undefined) throw new Error("The page of targets came without a row.");
  const { targets, looked, requestedAtMicros, id } = page;
  const isLast = looked < records || requestedAtMicros === null || id === null;
  return { targets, next: isLast ? null : { requestedAtMicros, id } };
}
