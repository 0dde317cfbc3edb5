import type { DeploymentSummary } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../session/session.ts";
import { Badge } from "../ui/feedback/badge.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { lastDeployQuery } from "./last-deploys.ts";
import type { Place } from "./place.ts";
import styles from "./services.module.css";

/** When a service or an instance was deployed last, and how that ended. */
export function LastDeploy({ place }: { readonly place: Place }) {
  const may = useMay();
  const { data } = useQuery({ ...lastDeployQuery(place), enabled: may("listDeployments") });
  if (data === undefined) return null;
  if (data === null) return <span className={styles.soft}>never</span>;
  return (
    <span className={styles.line}>
      <Ending deployment={data} /> <Time at={data.requestedAt} />
    </span>
  );
}

/** How a deployment ended, in one word. */
export function Ending({ deployment }: { readonly deployment: DeploymentSummary }) {
  const [word, tone] = endingOf(deployment);
  return <Badge tone={tone}>{word}</Badge>;
}

function endingOf(deployment: DeploymentSummary): [string, "good" | "warn" | "bad" | "plain"] {
  const { report } = deployment;
  if (report?.archived === true) return ["removed", "plain"];
  if (report?.status === "error") return ["error", "bad"];
  if (report?.status === "success") return ["success", "good"];
  if (deployment.kind === "report") return ["reported", "plain"];
  if (deployment.outcome === "blocked") return ["blocked", "bad"];
  if (deployment.outcome === "failed") return ["failed", "bad"];
  if (deployment.outcome === null) return ["not finished", "plain"];
  return deployment.verdict === "allowed-with-warnings" ? ["allowed, warns", "warn"] : ["allowed", "good"];
}
