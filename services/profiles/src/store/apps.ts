import { type AppField, AppMode, Unprofiled } from "@stagepass/contracts";
import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { App } from "../domain/apps/app.ts";
import type { ListedAfter } from "../domain/common/listed-after.ts";
import { keepFormerNames } from "./renaming/rename-app.ts";

const AppRow = z.object({
  name: z.string(),
  description: z.string(),
  defaultProfile: z.string().nullable(),
  mode: AppMode,
  inheritsStages: z.boolean(),
  unprofiled: Unprofiled,
  revision: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
} satisfies Record<keyof App, z.ZodType>);

const columns = `name, description, default_profile as "defaultProfile", mode, inherits_stages as "inheritsStages",
                 unprofiled, revision,
                 created_at as "createdAt", updated_at as "updatedAt"`;

/** Locks an app's row, and creates it first when there is none. Returns undefined when it created the row. */
export async function claimApp(db: Queryable, org: string, app: string): Promise<App | undefined> {
  // Another transaction may be inserting the row. An update that changes nothing waits for it and locks the row.
  const rows = await db.query(
    AppRow,
    `insert into apps (org, name, description, revision) values ($1, $2, '', 0)
     on conflict (org, name) do update set revision = apps.revision
     returning ${columns}`,
    [org, app],
  );
  return rows.find(({ revision }) => revision > 0);
}

/** Finds an app and locks its row until the transaction ends. */
export async function lockApp(db: Queryable, org: string, app: string): Promise<App | undefined> {
  const rows = await db.query(AppRow, `select ${columns} from apps where org = $1 and name = $2 for update`, [
    org,
    app,
  ]);
  return rows[0];
}

/** Keeps an app from being deleted until the transaction ends. Returns undefined when it does not exist. */
export async function holdApp(
  db: Queryable,
  org: string,
  app: string,
): Promise<Pick<App, "createdAt"> | undefined> {
  const text = `select created_at as "createdAt" from apps where org = $1 and name = $2 for key share`;
  const [held] = await db.query(AppRow.pick({ createdAt: true }), text, [org, app]);
  return held;
}

/** Keeps apps from being deleted until the transaction ends. Returns the names of those that exist. */
export async function holdApps(db: Queryable, org: string, apps: readonly string[]): Promise<string[]> {
  const text = "select name from apps where org = $1 and name = any($2) order by name limit $3 for key share";
  const rows = await db.query(z.object({ name: z.string() }), text, [org, apps, apps.length]);
  return rows.map(({ name }) => name);
}

/** Finds an app by its name. */
export async function findApp(db: Queryable, org: string, app: string): Promise<App | undefined> {
  const rows = await db.query(AppRow, `select ${columns} from apps where org = $1 and name = $2`, [org, app]);
  return rows[0];
}

/** Stores an app whose row is locked. */
export async function writeApp(
  db: Queryable,
  org: string,
  app: Pick<App, "name" | "revision" | AppField>,
): Promise<App> {
  await writeApps(db, org, [app]);
  const written = await findApp(db, org, app.name);
  if (written === undefined) throw new Error(`The app ${org}/${app.name} was written without its row.`);
  return written;
}

/** Stores apps whose rows are locked. */
export async function writeApps(
  db: Queryable,
  org: string,
  apps: readonly Pick<App, "name" | "revision" | AppField>[],
): Promise<void> {
  const rows = apps.map(
    ({ name, description, defaultProfile, mode, inheritsStages, unprofiled, revision }) =>
      ({ name, description, defaultProfile, mode, inheritsStages, unprofiled, revision }) satisfies Record<
        "name" | "revision" | AppField,
        unknown
      >,
  );
  await db.execute(
    `update apps a
        set description = written.description, default_profile = written."defaultProfile", mode = written.mode,
            inherits_stages = written."inheritsStages", unprofiled = written.unprofiled, revision = written.revision,
            updated_at = now()
       from jsonb_to_recordset($2::jsonb) as written
              (name text, description text, "defaultProfile" text, mode text, "inheritsStages" boolean, unprofiled text,
               revision integer)
      where a.org = $1 and a.name = written.name`,
    [org, JSON.stringify(rows)],
  );
}

/** Deletes an app with its stages, services and instances, and all that is set on them. */
export async function deleteApp(db: Queryable, org: string, app: string): Promise<void> {
  await deleteApps(db, org, [app]);
}

/** Deletes apps with all that belongs to them. */
export async function deleteApps(db: Queryable, org: string, apps: readonly string[]): Promise<void> {
  await keepFormerNames(db, org, apps);
  await db.execute("delete from apps where org = $1 and name = any($2)", [org, apps]);
}

/** Lists the apps after a name, by name. */
export async function listApps(
  db: Queryable,
  { org, after, search = "", within }: ListedAfter,
  limit: number,
): Promise<App[]> {
  const values: unknown[] = [org, after, search, limit];
  const isWithin = inWildcards("name", within, placesAfter(values));
  return db.query(
    AppRow,
    `select ${columns}
       from apps
      where org = $1 and name > $2 and strpos(name, $3) > 0 and ${isWithin}
      order by name
      limit $4`,
    values,
  );
}

/** Lists the apps of an organization by name, also those that a transaction has made and not yet filled. */
export async function listAllApps(db: Queryable, org: string, limit: number): Promise<App[]> {
  return db.query(AppRow, `select ${columns} from apps where org = $1 order by name limit $2`, [org, limit]);
}
