import { type AppField, AppMode, Unprofiled } from "@stagepass/contracts";
import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { App } from "../domain/apps/app.ts";
import type { ListedAfter } from "../domain/common/listed-after.ts";
import { keepFormerName } from "./renaming/rename-app.ts";

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
  const { name, description, defaultProfile, mode, inheritsStages, unprofiled, revision } = app;
  // In the order of the columns.
  const stored = {
    ...{ name, description, defaultProfile, mode, inheritsStages, unprofiled, revision },
  } satisfies Record<keyof typeof app, unknown>;
  const rows = await db.query(
    AppRow,
    `update apps set description = $3, default_profile = $4, mode = $5, inherits_stages = $6, unprofiled = $7, revision = $8,
            updated_at = now()
      where org = $1 and name = $2
      returning ${columns}`,
    [org, ...Object.values(stored)],
  );
  const [written] = rows;
  if (written === undefined) throw new Error(`The app ${org}/${app.name} was written without its row.`);
  return written;
}

/** Deletes an app with its stages, services and instances, and all that is set on them. */
export async function deleteApp(db: Queryable, org: string, app: string): Promise<void> {
  await keepFormerName(db, org, app);
  await db.execute("delete from apps where org = $1 and name = $2", [org, app]);
}

/** Lists the apps after a name, by name. */
export async function listApps(
  db: Queryable,
  { org, after, search = "" }: ListedAfter,
  limit: number,
): Promise<App[]> {
  const rows = await db.query(
    AppRow,
    `select ${columns} from apps where org = $1 and name > $2 and strpos(name, $3) > 0 order by name limit $4`,
    [org, after, search, limit],
  );
  return rows;
}
