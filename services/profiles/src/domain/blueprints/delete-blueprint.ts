import { blueprintDeleted } from "@stagepass/contracts";
import type { App } from "../apps/app.ts";
import { about } from "../common/about.ts";
import { type BlueprintName, noSuchBlueprint, rowOf } from "../common/blueprint.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchApp } from "../common/no-such.ts";
import type { Target, TargetName } from "../targets/target.ts";

interface DeleteBlueprintChanges extends Pick<NearNames, "listNearApps"> {
  /** The lock on an app's row waits for services and instances that are being made from its blueprints. */
  lockApp(org: string, app: string): Promise<App | undefined>;
  lockTarget(name: TargetName): Promise<Target | undefined>;
  /** Deletes blueprints by the ids of their rows, and destroys their values. */
  deleteBlueprints(org: string, ids: readonly string[]): Promise<void>;
  announce: Announce;
}

/** What deleting a blueprint needs from outside. */
export interface DeleteBlueprintPorts {
  transaction: InTransaction<DeleteBlueprintChanges>;
}

/**
 * Deletes a blueprint. Services and instances that were made from it keep what they have. Throws `not-found` for it and for
 * its app.
 */
export async function deleteBlueprint(
  ports: DeleteBlueprintPorts,
  change: Change & BlueprintName,
): Promise<void> {
  const { org, app, stage, by } = change;
  const name = { org, app, stage };
  await ports.transaction(async (changes) => {
    if ((await changes.lockApp(org, app)) === undefined) throw await noSuchApp(changes, org, app);
    const current = await changes.lockTarget(rowOf(name));
    change.assertMatch(current?.revision);
    if (current === undefined) throw noSuchBlueprint(name);
    const { id, revision } = current;
    await changes.deleteBlueprints(org, [id]);
    await changes.announce(blueprintDeleted, about.blueprint(name), { ...name, by, revision });
  });
}
