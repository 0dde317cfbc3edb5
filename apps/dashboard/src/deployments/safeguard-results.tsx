import type { ClientSafeguardResult, DeploymentView, SafeguardResult } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { Badge, Name } from "../ui/feedback/badge.tsx";
import { Note } from "../ui/feedback/note.tsx";
import { Section } from "../ui/layout/page.tsx";
import { bySeverity, said } from "./by-severity.ts";
import styles from "./safeguard-results.module.css";

interface SafeguardResultsProps {
  readonly org: string;
  readonly deployment: DeploymentView;
}

/** What each safeguard said, the ones that blocked first, with the client's own word beside ours. */
export function SafeguardResults({ org, deployment }: SafeguardResultsProps) {
  if (deployment.kind === "report" || deployment.safeguards.length === 0) return null;
  const { safeguards, profile, report } = deployment;
  return (
    <Section
      title="Safeguards"
      about="What Stagepass found before it issued anything."
      actions={
        profile === null ? undefined : (
          <Link
            to="/$org/profiles/$profile"
            params={{ org, profile: profile.name }}
            search={{ tab: "safeguards" }}
          >
            Safeguards of {profile.name}
          </Link>
        )
      }
    >
      <ul className={styles.list}>
        {bySeverity(safeguards).map((result) => (
          <Result
            key={result.name}
            result={result}
            client={report?.clientSafeguards.find(({ name }) => name === result.name)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface ResultProps {
  readonly result: SafeguardResult;
  readonly client: ClientSafeguardResult | undefined;
}

function Result({ result, client }: ResultProps) {
  const { name, safeguard, description, outcome, messages, exemptions = [], fix, docs } = result;
  return (
    <li className={styles.result}>
      <div className={styles.head}>
        <Outcome outcome={outcome} />
        <strong>{name}</strong>
        <Name>{safeguard}</Name>
        {client === undefined ? null : (
          <span className={styles.client}>
            the client says <Outcome outcome={client.outcome} />
          </span>
        )}
      </div>
      {description === undefined ? null : <p className={styles.soft}>{description}</p>}
      {result.outcome === "skipped" ? <p className={styles.soft}>{said[result.reason]}</p> : null}
      {messages.length === 0 ? null : (
        <ul className={styles.messages}>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {exemptions.map(({ why, who, until, messages: excused }) => (
        <p key={`${who} ${until} ${why}`} className={styles.soft}>
          {excused.length} {excused.length === 1 ? "violation does" : "violations do"} not count until{" "}
          {new Date(until).toLocaleDateString("en", { dateStyle: "medium" })}: {why} ({who})
        </p>
      ))}
      {fix === undefined ? null : (
        <Note title="How to fix it">
          <p>{fix}</p>
          {docs === undefined ? null : (
            <p className={styles.soft}>
              More in <Name>{docs}</Name>
            </p>
          )}
        </Note>
      )}
    </li>
  );
}

/** What a safeguard came to, in one word. */
export function Outcome({
  outcome,
}: {
  readonly outcome: (SafeguardResult | ClientSafeguardResult)["outcome"];
}) {
  const tones = {
    passed: "good",
    warned: "warn",
    failed: "bad",
    skipped: "plain",
    unclear: "plain",
  } as const;
  return <Badge tone={tones[outcome]}>{outcome}</Badge>;
}
