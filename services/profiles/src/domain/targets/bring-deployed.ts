import type { listTargets, Output, RecordPosition } from "@stagepass/contracts";
import { type LearnTargetPorts, learnTargets } from "./learn-target.ts";

/** What bringing over a page of deployed targets needs from outside. */
export interface BringDeployedPorts extends LearnTargetPorts {
  listDeployedTargets(after: RecordPosition | null): Promise<Output<typeof listTargets>>;
}

/**
 * Makes the services and instances of a page of the deployments' records. Doing it once more changes nothing. Returns where
 * the next page begins, or null after the last one.
 */
export async function bringDeployed(
  ports: BringDeployedPorts,
  after: RecordPosition | null,
): Promise<RecordPosition | null> {
  const { targets, next } = await ports.listDeployedTargets(after);
  const deployed = targets.map(({ target, deployedAt, by }) => ({ target, by, at: new Date(deployedAt) }));
  await learnTargets(ports, deployed);
  return next;
}
