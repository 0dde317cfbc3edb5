import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Stage } from "../domain/apps/app.ts";

const StageRow = z.object({
  name: z.string(),
  profile: z.string(),
  revision: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
} satisfies Record<keyof Stage, z.ZodType>);
const StageOfAppRow = z.object({ app: z.string(), stage: z.string(), profile: z.string() });

const columns = `name, profile, revision, created_at as "createdAt", updated_at as "updatedAt"`;

/** Finds a stage that has a profile of its own. */
export async function findStage(
  db: Queryable,
  org: string,
  app: string,
  stage: string,
): Promise<Stage | undefined> {
  const rows = await db.query(
    StageRow,
    `select ${columns} from stages where org = $1 and app = $2 and name = $3`,
    [org, app, stage],
  );
  return rows[0];
}

/** Stores a new or an existing stage. The app's row must be locked. */
export async function writeStage(
  db: Queryable,
  org: string,
  app: string,
  stage: Pick<Stage, "name" | "profile" | "revision">,
): Promise<Stage> {
  const rows = await db.query(
    StageRow,
    `insert into stages (org, app, name, profile, revision) values ($1, $2, $3, $4, $5)
     on conflict (org, app, name)
     do update set profile = excluded.profile, revision = excluded.revision, updated_at = now()
     returning ${columns}`,
    [org, app, stage.name, stage.profile, stage.revision],
  );
  const [written] = rows;
  if (written === undefined) throw new Error(`A stage of ${org}/${app} was not stored.`);
  return written;
}

/** Removes a stage's mapping. The app's row must be locked. */
export async function deleteStage(db: Queryable, org: string, app: string, stage: string): Promise<void> {
  await db.execute("delete from stages where org = $1 and app = $2 and name = $3", [org, app, stage]);
}

/** Lists the stages after a name, by name. */
export async function listStages(
  db: Queryable,
  { org, app, after }: { readonly org: string; readonly app: string; readonly after: string },
  limit: number,
): Promise<Stage[]> {
  const rows = await db.query(
    StageRow,
    `select ${columns} from stages where org = $1 and app = $2 and name > $3 order by name limit $4`,
    [org, app, after, limit],
  );
  return rows;
}

/** A stage with the app that it belongs to. */
export interface StageOfApp extends Pick<Stage, "profile"> {
  readonly app: string;
  readonly stage: string;
}

/** Lists the first 10,000 stages of some apps, by app and name. */
export async function listStagesOfApps(
  db: Queryable,
  org: string,
  apps: readonly string[],
): Promise<StageOfApp[]> {
  const rows = await db.query(
    StageOfAppRow,
    `select app, name as stage, profile from stages where org = $1 and app = any($2) order by app, name limit 10000`,
    [org, apps],
  );
  return rows;
}
