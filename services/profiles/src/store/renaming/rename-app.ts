import { AppDependents } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { AppPlace, KeyReference } from "../../domain/apps/rename-stage.ts";

const CountRow = z.object({ count: z.int() });
const KeyRow = z.object({ id: z.string(), name: z.string() } satisfies Record<keyof KeyReference, z.ZodType>);

/** Whether an app had this name, and was renamed or deleted since. */
export async function isFormerApp(db: Queryable, org: string, app: string): Promise<boolean> {
  const rowCount = await db.execute("select 1 from former_apps where org = $1 and name = $2", [org, app]);
  return rowCount === 1;
}

/** Moves an app, whose row is locked, to a name that was claimed for it. What belongs to it refers to the new name then. */
export async function moveApp(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute("delete from apps where org = $1 and name = $2 and revision = 0", [org, to]);
  await db.execute(
    `update apps set name = $3, revision = revision + 1, updated_at = now() where org = $1 and name = $2`,
    [org, from, to],
  );
  await keepFormerNames(db, org, [from]);
}

/** Notes that apps have these names no more. */
export async function keepFormerNames(db: Queryable, org: string, apps: readonly string[]): Promise<void> {
  await db.execute(
    "insert into former_apps (org, name) select $1, name from unnest($2::text[]) as name on conflict do nothing",
    [org, apps],
  );
}

/** Writes another name of an app into the scopes of the keys that name it, also as an exception. */
export async function moveKeysOfApp(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `update access_keys set apps = array_replace(array_replace(apps, $2, $3), '!' || $2, '!' || $3)
      where org = $1 and apps && array[$2, '!' || $2] and revoked_at is null`,
    [org, from, to],
  );
}

/** Moves a stage, its instances and the blueprint of instances in it to another name, which has none. The app's row must be locked. */
export async function moveStage(
  db: Queryable,
  { org, app }: AppPlace,
  from: string,
  to: string,
): Promise<void> {
  await db.execute(
    `update targets set stage = $4, revision = revision + 1, updated_at = now()
      where org = $1 and app = $2 and stage = $3`,
    [org, app, from, to],
  );
  await db.execute(
    `update stages set name = $4, revision = revision + 1, updated_at = now()
      where org = $1 and app = $2 and name = $3`,
    [org, app, from, to],
  );
}

/** Counts what depends on an app. Services and instances that were removed count, since what is set on them is kept. */
export async function countDependents(db: Queryable, org: string, app: string): Promise<AppDependents> {
  const [counted] = await db.query(
    AppDependents,
    `select (select count(*)::integer from stages where org = $1 and app = $2) as stages,
            (select count(*)::integer from targets where org = $1 and app = $2 and stage = '' and service <> '') as services,
            (select count(*)::integer from targets where org = $1 and app = $2 and region <> '') as instances,
            (select count(*)::integer from provider_apps where org = $1 and app = $2) as providers`,
    [org, app],
  );
  if (counted === undefined) throw new Error(`What depends on ${org}/apps/${app} was not counted.`);
  return counted;
}

/** Counts the instances of services in a stage, also those that were removed. */
export async function countInstances(db: Queryable, { org, app }: AppPlace, stage: string): Promise<number> {
  const [counted] = await db.query(
    CountRow,
    "select count(*)::integer as count from targets where org = $1 and app = $2 and stage = $3 and region <> ''",
    [org, app, stage],
  );
  return counted?.count ?? 0;
}

/** Lists the first keys that work and whose scope names an app, by name. */
export async function listKeysOfApp(db: Queryable, org: string, app: string): Promise<KeyReference[]> {
  return listKeys(db, "apps", org, app);
}

/** Lists the first keys that work and whose scope names a stage, by name. */
export async function listKeysOfStage(db: Queryable, org: string, stage: string): Promise<KeyReference[]> {
  return listKeys(db, "stages", org, stage);
}

async function listKeys(
  db: Queryable,
  column: "apps" | "stages",
  org: string,
  name: string,
): Promise<KeyReference[]> {
  return db.query(
    KeyRow,
    `select id, name
       from access_keys
      where org = $1 and $2 = any(${column}) and revoked_at is null and (expires_at is null or expires_at > now())
      order by name, id
      limit 100`,
    [org, name],
  );
}
