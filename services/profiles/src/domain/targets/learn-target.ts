import type { InTransaction } from "../common/change.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { type BringTargetChanges, bringTarget } from "./bring-target.ts";
import type { DeployedTarget } from "./deployed-target.ts";

/** What learning of a deployed instance needs from outside. */
export interface LearnTargetPorts {
  /** Whether an instance and its service are there, and neither is removed. */
  isTargetThere(target: DeployedTarget["target"]): Promise<boolean>;
  openVault(org: string): Promise<OrgVault>;
  transaction: InTransaction<BringTargetChanges>;
}

/**
 * Makes the services and instances that were deployed, from the blueprints of their app, and brings removed ones back with
 * what is set on them, unless they were removed after the deploy. Those that are there stay as they are. An app that is not
 * there gets none, and one that was created after the deploy does not, either.
 */
export async function learnTargets(
  ports: LearnTargetPorts,
  deployed: readonly DeployedTarget[],
): Promise<void> {
  const newest = newestOfEach(deployed);
  // Nearly always everything is there, which costs no lock.
  const areThere = await Promise.all(newest.map(({ target }) => ports.isTargetThere(target)));
  for (const [index, each] of newest.entries()) if (areThere[index] !== true) await learn(ports, each);
}

/** The newest deploy of each instance. What was removed after it was also removed after the others. */
function newestOfEach(deployed: readonly DeployedTarget[]): readonly DeployedTarget[] {
  const newest = new Map<string, DeployedTarget>();
  for (const each of deployed) {
    const { org, app, stage, service, region } = each.target;
    const name = JSON.stringify([org, app, stage, service, region]);
    const known = newest.get(name);
    if (known === undefined || known.at < each.at) newest.set(name, each);
  }
  return [...newest.values()];
}

async function learn(ports: LearnTargetPorts, deployed: DeployedTarget): Promise<void> {
  const { org, app, service } = deployed.target;
  const how = { ...deployed, vault: await ports.openVault(org) };
  await ports.transaction(async (changes) => {
    const held = await changes.holdApp(org, app);
    // A deploy from before the app was made anew was one of an app that was deleted, with all that it had.
    if (held === undefined || held.createdAt > deployed.at) return;
    // The service is locked first, so that a removal of it comes before or after this for the instance, too.
    if (await bringTarget(changes, { org, app, service }, how))
      await bringTarget(changes, deployed.target, how);
  });
}
