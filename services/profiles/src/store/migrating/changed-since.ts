import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ChangedSince } from "../../domain/migrating/undo-migration.ts";

const total = z.int();
const place = {
  app: z.string(),
  service: z.string().nullable(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
};
const ChangedRow = z.union([
  z.object({ what: z.enum(["provider", "app"]), name: z.string(), total }),
  z.object({ what: z.enum(["target", "linked", "appeared"]), ...place, total }),
]);

/** Lists the first things that are not as a migration left them, and counts all of them. All of them must be locked. */
export async function listChangedSince(
  db: Queryable,
  org: string,
  id: string,
  limit: number,
): Promise<{ changed: ChangedSince[]; total: number }> {
  const rows = await db.query(
    ChangedRow,
    `with changed as (
       select 1 as position, 'provider' as what, left_as.name, null as app, null as service, null as stage, null as region
         from migrated_providers left_as
         left join providers p on p.id = left_as.provider_id and p.org = $1 and p.name = left_as.name
        where left_as.migration_id = $2 and p.revision is distinct from left_as.revision
       union all
       select 2, 'app', left_as.app, null, null, null, null
         from migrated_apps left_as
         left join apps a on a.org = $1 and a.name = left_as.app
        where left_as.migration_id = $2 and a.revision is distinct from left_as.revision
       union all
       select 3, 'target', null, t.app, t.service, t.stage, t.region
         from migrated_targets left_as
         join targets t on t.id = left_as.target_id
        where left_as.migration_id = $2 and t.revision <> left_as.revision
       union all
       select 4, 'linked', null, t.app, t.service, t.stage, t.region
         from migrated_providers left_as
         join targets t on t.org = $1 and t.provider = left_as.name
        where left_as.migration_id = $2 and not exists (
                select 1 from migrated_targets own where own.migration_id = $2 and own.target_id = t.id)
       union all
       select 5, 'appeared', null, t.app, t.service, t.stage, t.region
         from migrated_apps left_as
         join targets t on t.org = $1 and t.app = left_as.app
        where left_as.migration_id = $2
          and (t.provider is not null or t.no_provider or not t.inherits or t.service = ''
               or exists (select 1 from target_parameters p where p.target_id = t.id))
          and not exists (select 1 from migrated_targets own where own.migration_id = $2 and own.target_id = t.id)
          and not exists (
                select 1 from migrated_providers made where made.migration_id = $2 and made.name = t.provider)
     )
     select what, name, app, nullif(service, '') as service, nullif(stage, '') as stage, nullif(region, '') as region,
            count(*) over ()::integer as total
       from changed
      order by position, name, app, changed.service, changed.stage, changed.region
      limit $3`,
    [org, id, limit],
  );
  return { changed: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
