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
