import type { DeploymentView } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { bySeverity } from "../results/by-severity.ts";
import { Outcome, ResultItem, ResultList } from "../results/result-item.tsx";
import { useMay } from "../session/session.ts";
import { Section } from "../ui/layout/page.tsx";
import styles from "./safeguard-results.module.css";

interface SafeguardResultsProps {
  readonly org: string;
  readonly deployment: DeploymentView;
}

/** What each safeguard said, the ones that blocked first, with the client's own word beside ours. */
export function SafeguardResults({ org, deployment }: SafeguardResultsProps) {
  const may = useMay();
  if (deployment.kind === "report" || deployment.safeguards.length === 0) return null;
  const { safeguards, report } = deployment;
  const profile = may("getProfile") ? deployment.profile?.name : undefined;
  return (
    <Section
      title="Safeguards"
      about="What Stagepass found before it issued anything."
      actions={
        profile === undefined ? undefined : (
          <Link to="/$org/profiles/$profile" params={{ org, profile }} search={{ tab: "safeguards" }}>
            Safeguards of {profile}
          </Link>
        )
      }
    >
      <ResultList>
        {bySeverity(safeguards).map((result) => {
          const client = report?.clientSafeguards.find(({ name }) => name === result.name);
          return (
            <ResultItem
              key={result.name}
              org={org}
              profile={profile}
              result={result}
              beside={
                client === undefined ? null : (
                  <span className={styles.client}>
                    the client says <Outcome outcome={client.outcome} />
                  </span>
                )
              }
            />
          );
        })}
      </ResultList>
    </Section>
  );
}
