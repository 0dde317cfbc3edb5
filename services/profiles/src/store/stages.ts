import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { Stage } from "../domain/apps/app.ts";
import type { ListedAfter } from "../domain/common/listed-after.ts";

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
  await writeStages(db, org, [{ app, ...stage }]);
  const written = await findStage(db, org, app, stage.name);
  if (written === undefined) throw new Error(`A stage of ${org}/${app} was not stored.`);
  return written;
}

/** Stores new and existing stages. The rows of their apps must be locked. */
export async function writeStages(
  db: Queryable,
  org: string,
  stages: readonly (Pick<Stage, "name" | "profile" | "revision"> & { readonly app: string })[],
): Promise<void> {
  await db.execute(
    `insert into stages (org, app, name, profile, revision)
     select $1, written.app, written.name, written.profile, written.revision
       from jsonb_to_recordset($2::jsonb) as written (app text, name text, profile text, revision integer)
     on conflict (org, app, name)
     do update set profile = excluded.profile, revision = excluded.revision, updated_at = now()`,
    [
      org,
      JSON.stringify(stages.map(({ app, name, profile, revision }) => ({ app, name, profile, revision }))),
    ],
  );
}

/** Removes a stage's mapping. The app's row must be locked. */
export async function deleteStage(db: Queryable, org: string, app: string, stage: string): Promise<void> {
  await deleteStages(db, org, [{ app, stage }]);
}

/** Removes the mappings of stages. The rows of their apps must be locked. */
export async function deleteStages(
  db: Queryable,
  org: string,
  stages: readonly { readonly app: string; readonly stage: string }[],
): Promise<void> {
  await db.execute(
    `delete from stages s using unnest($2::text[], $3::text[]) as named (app, stage)
      where s.org = $1 and s.app = named.app and s.name = named.stage`,
    [org, stages.map(({ app }) => app), stages.map(({ stage }) => stage)],
  );
}

/** Lists the stages after a name, by name. */
export async function listStages(
  db: Queryable,
  { org, app, after, within }: ListedAfter & { readonly app: string },
  limit: number,
): Promise<Stage[]> {
  const values: unknown[] = [org, app, after, limit];
  const isWithin = inWildcards("name", within, placesAfter(values));
  return db.query(
    StageRow,
    `select ${columns} from stages where org = $1 and app = $2 and name > $3 and ${isWithin} order by name limit $4`,
    values,
  );
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

/** Lists all stages of an organization that have a profile of their own, by app and name. */
export async function listAllStages(
  db: Queryable,
  org: string,
  limit: number,
): Promise<(Stage & { readonly app: string })[]> {
  return db.query(
    StageRow.extend({ app: z.string() }),
    `select app, ${columns} from stages where org = $1 order by app, name limit $2`,
    [org, limit],
  );
}
