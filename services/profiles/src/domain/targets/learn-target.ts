import type { InTransaction } from "../common/change.ts";
import type { DeployedTarget } from "./deployed-target.ts";
import type { TargetLocks } from "./lock-target.ts";
import { emptyTarget } from "./merge-target.ts";
import { contentOf } from "./save-target.ts";
import type { TargetName } from "./target.ts";
import { saveContent, type WriteTargetChanges } from "./write-target.ts";

/** What learning of a deployed instance needs from outside. */
export interface LearnTargetPorts {
  /** Whether an instance and its service are there, and neither is removed. */
  isTargetThere(target: DeployedTarget["target"]): Promise<boolean>;
  transaction: InTransaction<TargetLocks & WriteTargetChanges>;
}

/**
 * Makes the services and instances that were deployed, and brings removed ones back with what is set on them, unless they
 * were removed after the deploy. Those that are there stay as they are, and an app that is not there gets none.
 */
export async function learnTargets(
  ports: LearnTargetPorts,
  deployed: readonly DeployedTarget[],
): Promise<void> {
  // Nearly always everything is there, which costs no lock.
  const areThere = await Promise.all(deployed.map(({ target }) => ports.isTargetThere(target)));
  for (const [index, each] of deployed.entries()) if (areThere[index] !== true) await learn(ports, each);
}

async function learn(ports: LearnTargetPorts, deployed: DeployedTarget): Promise<void> {
  const { org, app, service } = deployed.target;
  await ports.transaction(async (changes) => {
    if (!(await changes.holdApp(org, app))) return;
    // The service is locked first, so that a removal of it comes before or after this for the instance, too.
    if (await bring(changes, { org, app, service }, deployed))
      await bring(changes, deployed.target, deployed);
  });
}

/** Makes what is not there, and brings back what was removed. Returns false when it was removed after the deploy. */
async function bring(
  changes: TargetLocks & WriteTargetChanges,
  name: TargetName,
  { at, by }: DeployedTarget,
): Promise<boolean> {
  const { id, current } = await changes.claimTarget(name);
  if (current !== undefined && current.removedAt !== null && current.removedAt >= at) return false;
  const content = current === undefined ? emptyTarget : contentOf(current);
  await saveContent(changes, { name, id, current, by, restores: true }, content);
  return true;
}
