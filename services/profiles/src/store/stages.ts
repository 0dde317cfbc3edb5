import type { Queryable } from "@stagepass/runtime";
import type { Stage } from "../domain/app.ts";

const columns = `name, profile, revision, created_at as "createdAt", updated_at as "updatedAt"`;

/** A stage, if it has a profile of its own. */
export async function findStage(
  db: Queryable,
  org: string,
  app: string,
  stage: string,
): Promise<Stage | undefined> {
  const { rows } = await db.query<Stage>(
    `select ${columns} from stages where org = $1 and app = $2 and name = $3`,
    [org, app, stage],
  );
  return rows[0];
}

/** Stores a stage, new or not. The app's row must be locked. */
export async function writeStage(
  db: Queryable,
  org: string,
  app: string,
  stage: Pick<Stage, "name" | "profile" | "revision">,
): Promise<Stage> {
  const { rows } = await db.query<Stage>(
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
  await db.query("delete from stages where org = $1 and app = $2 and name = $3", [org, app, stage]);
}

/** The stages after a name, by name. */
export async function listStages(
  db: Queryable,
  { org, app, after }: { readonly org: string; readonly app: string; readonly after: string },
  limit: number,
): Promise<Stage[]> {
  const { rows } = await db.query<Stage>(
    `select ${columns} from stages where org = $1 and app = $2 and name > $3 order by name limit $4`,
    [org, app, after, limit],
  );
  return rows;
}
