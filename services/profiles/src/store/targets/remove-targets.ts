import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";
import type { RemovedInstance } from "../../domain/targets/remove-target.ts";
import type { ServiceName, TargetName } from "../../domain/targets/target.ts";
import { ofName, valuesOf } from "./find-target.ts";

const RemovedRow = z.object({
  stage: z.string(),
  region: z.string(),
  revision: z.int(),
} satisfies Record<keyof RemovedInstance, z.ZodType>);

/**
 * Marks a service or an instance, whose row is locked, as removed. What is set on it stays, and so does its content id.
 */
export async function markRemoved(db: Queryable, name: TargetName): Promise<void> {
  await db.execute(`update targets set ${removal} where ${ofName}`, valuesOf(name));
}

/** Marks all instances of a service, whose row is locked, as removed. Returns those that were not, by stage and region. */
export async function removeInstances(
  db: Queryable,
  { org, app, service }: ServiceName,
): Promise<RemovedInstance[]> {
  return db.query(
    RemovedRow,
    `with removed as (
       update targets set ${removal}
        where org = $1 and app = $2 and service = $3 and stage <> '' and not is_removed
       returning stage, region, revision
     )
     select stage, region, revision from removed order by stage, region`,
    [org, app, service],
  );
}

const removal = "removed_at = now(), revision = revision + 1, updated_at = now()";
