import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Answer } from "../deployments/outcome.tsx";
import { useMay } from "../session/session.ts";
import { Time } from "../ui/feedback/time.tsx";
import { lastDeployQuery, lastDeploysQuery, newestOf } from "./last-deploys.ts";
import type { Place } from "./place.ts";
import styles from "./services.module.css";

/** When a service or an instance was deployed last, what the deploy was answered, and the way to it. */
export function LastDeploy({ place }: { readonly place: Place }) {
  const may = useMay();
  const all = useQuery({
    ...lastDeploysQuery(place.org, place.app),
    enabled: may("listLastDeployments"),
  });
  const found = all.data && newestOf(all.data.items, place);
  const isOlder = found === undefined && all.data?.isComplete === false;
  const older = useQuery({ ...lastDeployQuery(place), enabled: isOlder });
  const data = found ?? (isOlder ? older.data : all.data && null);
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
