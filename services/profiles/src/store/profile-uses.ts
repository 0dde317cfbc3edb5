import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ProfileUse } from "../domain/profiles/delete-profile.ts";

const total = z.int();
const UseRow = z.union([
  z.object({ app: z.string(), stage: z.string().nullable(), total }),
  z.object({ app: z.null(), stage: z.string(), total }),
]);

/** Lists the first of a profile's uses, by app and stage and then those of the stage map, and counts all of them. */
export async function listUses(
  db: Queryable,
  org: string,
  profile: string,
  limit: number,
): Promise<{ uses: ProfileUse[]; total: number }> {
  const rows = await db.query(
    UseRow,
    `select app, stage, count(*) over ()::integer as total
       from (select app, name as stage from stages where org = $1 and profile = $2
             union all
             select name, null from apps where org = $1 and default_profile = $2
             union all
             select null, stages from org_stages where org = $1 and profile = $2) as uses
      order by app nulls last, stage nulls last
      limit $3`,
    [org, profile, limit],
  );
  return { uses: rows.map(({ total, ...use }) => use), total: rows[0]?.total ?? 0 };
}

const UnreadRow = z.object({ isUnread: z.boolean().nullable() });

/**
 * Whether apps name a profile and all of them resolve by providers, so that its role and its parameters count for no
 * deploy. An app names the profiles of its stages and its default or, without one, those of the stage map that it inherits.
 */
export async function isUnread(db: Queryable, org: string, profile: string): Promise<boolean> {
  const [row] = await db.query(
    UnreadRow,
    `with naming as (
       select app as name from stages where org = $1 and profile = $2
       union
       select name from apps where org = $1 and default_profile = $2
       union
       select a.name
         from apps a
        where a.org = $1 and a.default_profile is null and a.inherits_stages
          and exists (select 1 from org_stages line where line.org = $1 and line.profile = $2)
     )
     select count(*) > 0 and bool_and(a.mode = 'providers') as "isUnread"
       from naming join apps a on a.org = $1 and a.name = naming.name`,
    [org, profile],
  );
  return row?.isUnread === true;
}
