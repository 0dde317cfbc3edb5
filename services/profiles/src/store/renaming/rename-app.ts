import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { KeyReference } from "../../domain/apps/rename-stage.ts";

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
  await keepFormerName(db, org, from);
}

/** Notes that an app has this name no more. */
export async function keepFormerName(db: Queryable, org: string, app: string): Promise<void> {
  await db.execute("insert into former_apps (org, name) values ($1, $2) on conflict do nothing", [org, app]);
}

/** Writes another name of an app into the scopes of the keys that name it. */
export async function moveKeysOfApp(db: Queryable, org: string, from: string, to: string): Promise<void> {
  await db.execute(
    `update access_keys set apps = array_replace(apps, $2, $3)
      where org = $1 and $2 = any(apps) and revoked_at is null`,
    [org, from, to],
  );
}

/** Moves a stage to another name, which is not mapped. The app's row must be locked. */
export async function moveStage(
  db: Queryable,
  { org, app }: { readonly org: string; readonly app: string },
  from: string,
  to: string,
): Promise<void> {
  await db.execute(
    `update stages set name = $4, revision = revision + 1, updated_at = now()
      where org = $1 and app = $2 and name = $3`,
    [org, app, from, to],
  );
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
