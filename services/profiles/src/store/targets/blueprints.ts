import { inWildcards, placesAfter, type Queryable } from "@stagepass/runtime";
import type { AppPlace } from "../../domain/apps/rename-stage.ts";
import type { ListedAfter } from "../../domain/common/listed-after.ts";
import type { Target } from "../../domain/targets/target.ts";
import { findRows } from "./find-target.ts";

/** Lists the blueprints of an app after a stage, by stage. Without one, the list begins with the blueprint of services. */
export async function listBlueprints(
  db: Queryable,
  { org, app, after, within }: BlueprintsAfter,
  limit: number,
): Promise<Target[]> {
  const values: unknown[] = [org, app, after ?? null, limit];
  const isWithin = inWildcards("t.stage", within, placesAfter(values));
  return findRows(
    db,
    `t.org = $1 and t.app = $2 and t.service = '' and ($3::text is null or t.stage > $3)
        and (t.stage = '' or ${isWithin})
      order by t.stage
      limit $4`,
    values,
  );
}

/** Where a list of blueprints goes on, and the names and wildcards that their stages are among. */
export interface BlueprintsAfter extends AppPlace, Pick<ListedAfter, "within"> {
  readonly after: string | undefined;
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
