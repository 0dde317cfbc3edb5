import type { ClientSafeguardResult, SafeguardResult } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { BookOpen, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, Name } from "../ui/feedback/badge.tsx";
import { Note } from "../ui/feedback/note.tsx";
import { BrokenRuleList } from "./broken-rule-list.tsx";
import { said } from "./by-severity.ts";
import styles from "./results.module.css";

interface ResultItemProps {
  readonly org: string;
  /** The profile whose safeguard it is, if anybody knows. */
  readonly profile: string | undefined;
  readonly result: SafeguardResult;
  /** What else is said about it, beside its outcome. */
  readonly beside?: ReactNode;
}

/** The result of one safeguard: what it found and where, how to fix it, and the ways to the safeguard and its policy. */
export function ResultItem({ org, profile, result, beside }: ResultItemProps) {
  const { name, safeguard, description, outcome, messages, exemptions = [], fix, docs } = result;
  return (
    <li className={styles.result}>
      <div className={styles.head}>
        <Outcome outcome={outcome} />
        <strong>{name}</strong>
        <Name>{safeguard}</Name>
        {beside}
      </div>
      {description === undefined ? null : <p className={styles.soft}>{description}</p>}
      {result.outcome === "skipped" ? <p className={styles.soft}>{said[result.reason]}</p> : null}
      {result.outcome === "skipped" && messages.length === 1 ? null : <BrokenRuleList result={result} />}
      {exemptions.map(({ why, who, until, messages: excused }) => (
        <p key={`${who} ${until} ${why}`} className={styles.soft}>
          {excused.length} {excused.length === 1 ? "violation does" : "violations do"} not count until{" "}
          {new Date(until).toLocaleDateString("en", { dateStyle: "medium" })}: {why} ({who})
        </p>
      ))}
      {fix === undefined ? null : (
        <Note title="How to fix it">
          <p>{fix}</p>
        </Note>
      )}
      {outcome === "passed" ? null : (
        <p className={styles.ways}>
          {profile === undefined ? null : (
            <Link
              to="/$org/profiles/$profile"
              params={{ org, profile }}
              search={{ tab: "safeguards", safeguard: name }}
            >
              <ShieldCheck aria-hidden /> Open the safeguard
            </Link>
          )}
          {docs === undefined ? null : (
            <Link to="/guides/$" params={{ _splat: docs.replace(/^docs\/|\.md$/g, "") }}>
              <BookOpen aria-hidden /> Guide to {safeguard}
            </Link>
          )}
        </p>
      )}
    </li>
  );
}

const tones = {
  passed: "good",
  warned: "warn",
  failed: "bad",
  skipped: "plain",
  unclear: "plain",
} as const;

/** What a safeguard came to, in one word. */
export function Outcome({
  outcome,
}: {
  readonly outcome: (SafeguardResult | ClientSafeguardResult)["outcome"];
}) {
  return <Badge tone={tones[outcome]}>{outcome}</Badge>;
}

/** Results one below the other. */
export function ResultList({ children }: { readonly children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}
