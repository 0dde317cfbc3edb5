import type { Queryable } from "@stagepass/runtime";
import type { AppPlace } from "../../domain/apps/rename-stage.ts";
import type { Target } from "../../domain/targets/target.ts";
import { findRows } from "./find-target.ts";

/** Lists the blueprints of an app after a stage, by stage. Without one, the list begins with the blueprint of services. */
export async function listBlueprints(
  db: Queryable,
  { org, app, after }: { readonly org: string; readonly app: string; readonly after: string | undefined },
  limit: number,
): Promise<Target[]> {
  return findRows(
    db,
    "t.org = $1 and t.app = $2 and t.service = '' and ($3::text is null or t.stage > $3) order by t.stage limit $4",
    [org, app, after ?? null, limit],
  );
}

/** Whether there is a blueprint of the instances in a stage. */
export async function hasBlueprint(db: Queryable, { org, app }: AppPlace, stage: string): Promise<boolean> {
  const text =
    "select 1 from targets where org = $1 and app = $2 and service = '' and stage = $3 and region = ''";
  return (await db.execute(text, [org, app, stage])) === 1;
}

/** Deletes blueprints by the ids of their rows, and destroys their values. */
export async function deleteBlueprints(db: Queryable, org: string, ids: readonly string[]): Promise<void> {
  await db.execute("delete from targets where org = $1 and service = '' and id = any($2::bigint[])", [
    org,
    ids,
  ]);
}
