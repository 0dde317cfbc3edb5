import type { DeploymentSummary, KnownTarget } from "@stagepass/contracts";

/**
 * What was deployed and where to, as far as anybody said it: some clients name the region only in their report, and some
 * of them the service.
 */
export function targetOf({ target, report }: Pick<DeploymentSummary, "target" | "report">): KnownTarget {
  return { ...report?.target, ...target };
}
