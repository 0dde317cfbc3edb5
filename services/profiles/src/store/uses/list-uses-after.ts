import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";

/** Where a use stands in the list: those of apps before those of the stage map, and of an app its stages before its default. */
export type UsePosition = z.infer<typeof UsePosition>;
export const UsePosition = z.tuple([z.boolean(), z.string(), z.boolean(), z.string()]);

const UseRow = z.object({ app: z.string().nullable(), stage: z.string().nullable() });
/** A use of a profile: `stage` is null where it is the default of the app, and `app` for a line of the stage map. */
export type UseRow = Readonly<z.infer<typeof UseRow>>;

/** Lists the uses of a profile after one of them, by app and stage and then those of the stage map. */
export async function listUsesAfter(
  db: Queryable,
  { org, profile, after }: { readonly org: string; readonly profile: string; readonly after: UsePosition },
  limit: number,
): Promise<UseRow[]> {
  return db.query(
    UseRow,
    `select app, stage
       from (select app, name as stage from stages where org = $1 and profile = $2
             union all
             select name, null from apps where org = $1 and default_profile = $2
             union all
             select null, stages from org_stages where org = $1 and profile = $2) as uses
      where (app is null, coalesce(app, ''), stage is null, coalesce(stage, '')) > ($3, $4, $5, $6)
      order by app is null, coalesce(app, ''), stage is null, coalesce(stage, '')
      limit $7`,
    [org, profile, ...after, limit],
  );
}

/** Where a use stands in the list. */
export function positionOfUse({ app, stage }: UseRow): UsePosition {
  return [app === null, app ?? "", stage === null, stage ?? ""];
}

const LinkRow = z.object({ app: z.string(), service: z.string(), stage: z.string(), region: z.string() });
/** What is linked to a provider: the stage and region of a service are empty, and the service of a blueprint. */
export type LinkRow = Readonly<z.infer<typeof LinkRow>>;

/** Lists what is linked to a provider after one of them, by name, also what is removed. */
export async function listLinksAfter(
  db: Queryable,
  {
    org,
    provider,
    after,
  }: {
    readonly org: string;
    readonly provider: string;
    readonly after: readonly [app: string, service: string, stage: string, region: string];
  },
  limit: number,
): Promise<LinkRow[]> {
  return db.query(
    LinkRow,
    `select app, service, stage, region
       from targets
      where org = $1 and provider = $2 and (app, service, stage, region) > ($3, $4, $5, $6)
      order by app, service, stage, region
      limit $7`,
    [org, provider, ...after, limit],
  );
}
