import type { Explanation } from "@stagepass/contracts";
import { Badge, Name } from "../ui/feedback/badge.tsx";
import styles from "./candidates.module.css";

type Candidate = Explanation["profile"]["candidates"][number];

interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  readonly precedence: Explanation["precedence"];
}

/** What was considered, in the order of precedence: the first that says something applies and hides the others. */
export function Candidates({ candidates, precedence }: CandidatesProps) {
  return (
    <ol className={styles.list}>
      {candidates.map((candidate) => (
        <li
          key={`${candidate.rule} ${candidate.names}`}
          className={styles.candidate}
          data-fate={candidate.fate}
        >
          <span className={styles.number} title={`Rule ${candidate.rule} of the order of precedence`}>
            {candidate.rule}
          </span>
          <div className={styles.text}>
            <p className={styles.what}>
              {candidate.none ? <Badge>none, on purpose</Badge> : null}
              {candidate.names === null ? null : <Name>{candidate.names}</Name>}
              {candidate.isBlueprint ? <Badge tone="accent">from a blueprint</Badge> : null}
              <span className={styles.rule}>
                {precedence.find(({ number }) => number === candidate.rule)?.says}
              </span>
            </p>
            {candidate.because === null ? null : <p className={styles.because}>{candidate.because}</p>}
          </div>
          <Fate {...candidate} />
        </li>
      ))}
    </ol>
  );
}

function Fate({ fate, isSet }: Pick<Candidate, "fate" | "isSet">) {
  if (fate === "applies") return <Badge tone="good">applies</Badge>;
  if (fate === "hidden") return <Badge tone="warn">hidden</Badge>;
  return <Badge>{isSet ? "ignored" : "not set"}</Badge>;
}
