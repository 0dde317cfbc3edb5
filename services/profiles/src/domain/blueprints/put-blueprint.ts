import { type BlueprintName, rowOf } from "../common/blueprint.ts";
import type { Change } from "../common/change.ts";
import type { TargetLocking } from "../targets/bring-target.ts";
import { holdAppOf } from "../targets/lock-target.ts";
import type { TargetPatch } from "../targets/merge-target.ts";
import { type SaveTargetPorts, saveTarget } from "../targets/save-target.ts";
import type { SavedTarget } from "../targets/write-target.ts";

/**
 * Creates a blueprint, or replaces what it says. Services and instances that are there already keep what they have. Throws
 * `invalid`, and `not-found` for the app.
 */
export async function putBlueprint(
  ports: SaveTargetPorts,
  { by, assertMatch, ...name }: Change & BlueprintName,
  given: Pick<TargetPatch, "provider" | "inherits" | "parameters">,
): Promise<SavedTarget> {
  return saveTarget(ports, { ...rowOf(name), by, assertMatch }, given, ofApp);
}

/** Makes the row that is not there. */
const ofApp: TargetLocking = {
  restores: false,
  lock: async (changes, name) => {
    await holdAppOf(changes, name);
    return changes.claimTarget(name);
  },
};
