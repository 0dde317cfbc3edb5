import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { ListedAfter } from "../../domain/common/listed-after.ts";
import type { ServiceName, TargetRow } from "../../domain/targets/target.ts";
import { rowColumns, rowFields } from "./find-target.ts";

const ListedRow = z.object(rowFields);

/** Which rows a list holds. */
export interface Listed {
  /** Whether those that are removed are listed, or those that are not. */
  readonly removed: boolean;
  readonly limit: number;
}

/** Lists the services of an app after a name, by name. */
export async function listServices(
  db: Queryable,
  { org, app, after, within }: ListedAfter & { readonly app: string },
  { removed, limit }: Listed,
): Promise<TargetRow[]> {
  const values: unknown[] = [org, app, removed, after, limit];
  const isWithin = inWildcards("t.service", within, placesAfter(values));
  return db.query(
    ListedRow,
    `select ${rowColumns}
       from targets t
      where t.org = $1 and t.app = $2 and t.is_removed = $3 and t.stage = '' and t.service > $4
        and ${isWithin}
      order by t.service
      limit $5`,
    values,
  );
}

/** Where a list of instances goes on, and the names and wildcards that their stages are among. */
export interface InstancesAfter extends Pick<ListedAfter, "within"> {
  readonly after: readonly [stage: string, region: string];
}

/** Lists the instances of a service after a stage and a region, by stage and region. */
export async function listInstances(
  db: Queryable,
  { org, app, service, after, within }: ServiceName & InstancesAfter,
  { removed, limit }: Listed,
): Promise<TargetRow[]> {
  const values: unknown[] = [org, app, service, removed, ...after, limit];
  const isWithin = inWildcards("t.stage", within, placesAfter(values));
  return db.query(
    ListedRow,
    `select ${rowColumns}
       from targets t
      where t.org = $1 and t.app = $2 and t.service = $3 and t.is_removed = $4 and t.stage <> ''
        and (t.stage, t.region) > ($5, $6) and ${isWithin}
      order by t.stage, t.region
      limit $7`,
    values,
  );
}

/** Lists services of an app whose names are about as long as a wrong one. */
export async function listNearServices(db: Queryable, { org, app, service }: ServiceName): Promise<string[]> {
  const rows = await db.query(
    z.object({ name: z.string() }),
    `select service as name from targets where org = $1 and app = $2 and stage = '' and service <> ''
      order by abs(length(service) - length($3)), service limit 500`,
    [org, app, service],
  );
  return rows.map(({ name }) => name);
}

/** A service or an instance that is linked to a provider. The service of a blueprint is empty. */
export type ProviderUse = Readonly<z.infer<typeof UseRow>>;
const UseRow = z.object({
  app: z.string(),
  service: z.string(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
});

/**
 * Lists the first blueprints, services and instances that are linked to a provider, also removed ones, by name, and counts
 * all of them. With `exceptApps`, those of these apps are left out.
 */
export async function listProviderUses(
  db: Queryable,
  { org, provider, exceptApps = [] }: ProviderUses,
  limit: number,
): Promise<{ uses: ProviderUse[]; total: number }> {
  const rows = await db.query(
    UseRow.extend({ total: z.int() }),
    `select app, service, nullif(stage, '') as stage, nullif(region, '') as region, count(*) over ()::integer as total
       from targets
      where org = $1 and provider = $2 and app <> all($3::text[])
      order by app, service, targets.stage, targets.region
      limit $4`,
    [org, provider, exceptApps, limit],
  );
  return { uses: rows.map(({ total: _total, ...use }) => use), total: rows[0]?.total ?? 0 };
}

/** Whose links are asked for. */
export interface ProviderUses {
  readonly org: string;
  readonly provider: string;
  readonly exceptApps?: readonly string[];
}
