import type { DeployTarget, ReportInput } from "@stagepass/contracts";
import type { NewReport, PrecedingResolution, ReportPorts } from "./ports.ts";

/** What came before a report. */
export interface Precedent extends Pick<NewReport, "isAfterBlock" | "blockedDeploymentId"> {
  /** What the client was given for what it reports; undefined where that is not known. */
  readonly resolution: PrecedingResolution | undefined;
}

/**
 * What a key got for the target before it reported. After a block a client has nothing of Stagepass's, so that its report
 * belongs to no resolution, and a success had other credentials. But jobs of one key can run at once, and one can succeed
 * with what it was given before another was blocked: as long as something that was given can still be in use, a success
 * is taken for that. Nothing in a report tells the two apart.
 */
export async function findPrecedent(
  ports: Pick<ReportPorts, "findLastBlock" | "findPrecedingResolution" | "findUsableResolution">,
  keyId: string,
  target: DeployTarget,
  { status }: Pick<ReportInput, "status">,
  withinHours: number,
): Promise<Precedent> {
  const block = await ports.findLastBlock(keyId, target, withinHours);
  if (block === undefined) {
    const resolution = await ports.findPrecedingResolution(keyId, target, withinHours);
    return { resolution, isAfterBlock: false, blockedDeploymentId: null };
  }
  const isSuccess = status === "success";
  // A failure is that of the blocked client, and leaves what was given to the success that may come of it.
  const resolution = isSuccess ? await ports.findUsableResolution(keyId, target, withinHours) : undefined;
  return { resolution, isAfterBlock: isSuccess && resolution === undefined, blockedDeploymentId: block };
}
