import type { DeployTarget, ReportInput } from "@stagepass/contracts";
import type { NewReport, PrecedingResolution, ReportPorts } from "./ports.ts";

/** The resolution or block that came before a report. */
export interface Precedent extends Pick<NewReport, "isAfterBlock" | "blockedDeploymentId"> {
  /** The resolution that the report belongs to; undefined where it is unknown. */
  readonly resolution: PrecedingResolution | undefined;
}

/**
 * Finds the resolution that a report belongs to. A blocked client gets no credentials from Stagepass, so that its report
 * belongs to no resolution, and a success after a block used other credentials. But two jobs can use one key at the same
 * time: the first can succeed with its credentials after the second was blocked, and their reports look alike. So a
 * success after a block belongs to an earlier resolution as long as that one can still be in use.
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
  // A failure is that of the blocked client. The resolution stays free for the success that may still be reported.
  const resolution = isSuccess ? await ports.findUsableResolution(keyId, target, withinHours) : undefined;
  return { resolution, isAfterBlock: isSuccess && resolution === undefined, blockedDeploymentId: block };
}
