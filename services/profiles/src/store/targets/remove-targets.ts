import type { Queryable } from "@stagepass/runtime";
import type { TargetName } from "../../domain/targets/target.ts";
import { valuesOf } from "./find-target.ts";

/**
 * Marks an instance, or a service with all its instances, as removed. The row of the service, or of the instance, must be
 * locked. What is set on them stays, and so does their content id.
 */
export async function removeTargets(db: Queryable, name: TargetName): Promise<void> {
  await db.execute(
    `update targets set removed_at = now(), revision = revision + 1, updated_at = now()
      where org = $1 and app = $2 and service = $3 and ($4 = '' or (stage, region) = ($4, $5)) and not is_removed`,
    valuesOf(name),
  );
}
