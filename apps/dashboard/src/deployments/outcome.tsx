import type { DeploymentSummary, LastDeployment } from "@stagepass/contracts";
import { Badge, Soft } from "../ui/feedback/badge.tsx";

/** What Stagepass answered to a deploy, in one word. */
export function Answer({ deployment }: { readonly deployment: DeploymentSummary | LastDeployment }) {
  if (deployment.kind === "report") return <Badge>not asked</Badge>;
  const { outcome, verdict } = deployment;
  if (outcome === null) return <Badge tone="accent">not finished</Badge>;
  if (outcome === "failed") return <Badge tone="bad">failed</Badge>;
  if (outcome === "blocked") return <Badge tone="bad">blocked</Badge>;
  if (verdict === "allowed-with-warnings") return <Badge tone="warn">allowed with warnings</Badge>;
  return <Badge tone="good">allowed</Badge>;
}

/** What the client said at the end of a deploy, in one word. */
export function Reported({ report }: { readonly report: DeploymentSummary["report"] }) {
  if (report === null) return <Soft>no report</Soft>;
  if (report.afterBlock) return <Badge tone="bad">deployed after a block</Badge>;
  if (report.status === "error") return <Badge tone="bad">failed</Badge>;
  if (report.archived) return <Badge>removed</Badge>;
  return <Badge tone="good">deployed</Badge>;
}
