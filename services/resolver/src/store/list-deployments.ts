import { DeploymentSummary, type KeyScope } from "@stagepass/contracts";
import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { DeploymentPosition, ListedDeployment, SeenDeployments } from "../domain/records/deployments.ts";
import { deploymentView } from "./deployment-view.ts";

const PositionRow = { requestedAtMicros: z.string(), id: z.string() };
const ListedRow = z.union([
  z.object({ ...PositionRow, view: DeploymentSummary }),
  // The last deployment that was looked at, where there may be more.
  z.object({ ...PositionRow, view: z.null() }),
]);

/** How many deployments the first statement looks at, and at most a later one. */
const fewest = 500;
const most = 20_000;

/**
 * Lists the deployments of an organization that match a filter and were requested before the one at the cursor, newest
 * first. A filter by a part of the target matches the target that was requested, and the one that was reported.
 *
 * An index finds the deployments of an organization, an app, a caller, a verdict that is not `allowed`, and a time. The other filters
 * are for what the index found: each statement looks at some of that, so that none takes long however rare the match is.
 */
export async function listDeployments(
  database: Queryable,
  org: string,
  filter: SeenDeployments,
  after: DeploymentPosition | undefined,
  limit: number,
): Promise<ListedDeployment[]> {
  const found: ListedDeployment[] = [];
  let from: readonly string[] | undefined = after;
  let look = fewest;
  do {
    const rows = await database.query(
      ListedRow,
      ...statement(org, filter, { from, look, limit: limit - found.length }),
    );
    from = undefined;
    for (const { view, requestedAtMicros, id } of rows) {
      if (view !== null) found.push({ requestedAtMicros, view });
      else from = [requestedAtMicros, id];
    }
    look = Math.min(4 * look, most);
  } while (from !== undefined && found.length < limit);
  return found;
}

/** The column that each list of a scope limits. */
const columnsOf = {
  apps: "app",
  stages: "stage",
  services: "service",
  profiles: "profile",
} satisfies Record<keyof KeyScope, string>;

/** The one app that a scope is limited to, which an index finds. */
function onlyApp({ apps: [app, ...others] = [] }: KeyScope = {}): string | undefined {
  return app === undefined || others.length > 0 || /[*!]/.test(app) ? undefined : app;
}

interface Step {
  readonly from: readonly string[] | undefined;
  readonly look: number;
  readonly limit: number;
}

/** The statement has a text for each combination of filters, since a plan that suits all of them suits none. */
function statement(org: string, filter: SeenDeployments, { from, look, limit }: Step): [string, unknown[]] {
  const values: unknown[] = [];
  const place = placesAfter(values);
  const {
    sight,
    app = onlyApp(sight?.within),
    stage,
    service,
    region,
    verdict,
    outcome,
    status,
    since,
    until,
  } = filter;
  const indexed = [`org = ${place(org)}`];
  const others: string[] = [];
  if (from !== undefined) {
    const [micros, id] = from.map(place);
    indexed.push(
      `(requested_at, id) < (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id})`,
    );
  }
  if (app !== undefined) indexed.push(`app = ${place(app)}`);
  if (sight?.by !== undefined) indexed.push(`requested_by = ${place(sight.by)}`);
  if (since !== undefined) indexed.push(`requested_at >= ${place(since)}::timestamptz`);
  if (until !== undefined) indexed.push(`requested_at < ${place(until)}::timestamptz`);
  if (verdict === "allowed") others.push("d.verdict = 'allowed'");
  else if (verdict !== undefined) indexed.push(`verdict = ${place(verdict)} and verdict <> 'allowed'`);
  for (const [column, value] of Object.entries({ stage, service, region })) {
    if (value === undefined) continue;
    const part = place(value);
    others.push(`(d.${column} = ${part} or r.${column} = ${part})`);
  }
  for (const [list, column] of Object.entries(columnsOf)) {
    const wildcards = sight?.within[list as keyof KeyScope]; // Object.entries forgets the keys
    if (wildcards !== undefined) others.push(inWildcards(`d.${column}`, wildcards, place));
  }
  if (outcome !== undefined) others.push(`d.outcome = ${place(outcome)}`);
  if (status === "none") others.push("r.deployment_id is null");
  else if (status !== undefined) others.push(`r.status = ${place(status)}`);
  const wanted = place(limit);
  return [
    `with looked as materialized (
       select *
         from deployments
        where ${indexed.join(" and ")}
        order by requested_at desc, id desc
        limit ${others.length === 0 ? wanted : place(look)}
     ),
     matching as (
       select d.requested_at, d.id, ${deploymentView}
         from looked d
         left join lateral (select * from reports where deployment_id = d.id limit 1) r on true
        where ${["true", ...others].join(" and ")}
        order by d.requested_at desc, d.id desc
        limit ${wanted}
     ),
     more as (
       select requested_at, id, null::jsonb as view
         from looked
        where ${others.length === 0 ? "false" : `(select count(*) from looked) = ${place(look)}`}
        order by requested_at, id
        limit 1
     )
     select (extract(epoch from requested_at) * 1000000)::bigint::text as "requestedAtMicros", id, view
       from (select * from matching union all select * from more) as listed
      order by view is null, requested_at desc, id desc`,
    values,
  ];
}
