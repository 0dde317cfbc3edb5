import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Answer } from "../deployments/outcome.tsx";
import { useMay } from "../session/session.ts";
import { Time } from "../ui/feedback/time.tsx";
import { lastDeployQuery } from "./last-deploys.ts";
import type { Place } from "./place.ts";
import styles from "./services.module.css";

/** When a service or an instance was deployed last, what the deploy was answered, and the way to it. */
export function LastDeploy({ place }: { readonly place: Place }) {
  const may = useMay();
  const { data } = useQuery({ ...lastDeployQuery(place), enabled: may("listDeployments") });
  if (data === undefined) return null;
  if (data === null) return <span className={styles.soft}>never</span>;
  return (
    <Link
      to="/$org/deployments/$deployment"
      params={{ org: place.org, deployment: data.id }}
      className={styles.line}
    >
      <Answer deployment={data} /> <Time at={data.requestedAt} />
    </Link>
  );
}
