import type { Explanation } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, Breakable, Name } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Note } from "../ui/feedback/note.tsx";
import { Section } from "../ui/layout/page.tsx";
import { Summary } from "../ui/layout/summary.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { Candidates } from "./candidates.tsx";
import styles from "./explanation-view.module.css";

interface ExplanationProps {
  readonly org: string;
  readonly explanation: Explanation;
}

/** The answer: what was chosen first, and below it each thing that was considered. */
export function ExplanationView({ org, explanation }: ExplanationProps) {
  const { problem, profile, credentials, parameters, safeguards, precedence } = explanation;
  const given = parameters.filter(({ source }) => source !== null);
  return (
    <>
      {problem === null ? null : (
        <Note tone="bad" title="This deploy would be refused">
          <p>{problem.detail}</p>
        </Note>
      )}
      <Summary
        items={[
          {
            label: "Profile",
            value: <ProfileLink org={org} name={profile.chosen?.name} />,
            why: profileWhy(explanation),
          },
          { label: "Credentials", value: credentialsTitle(explanation), why: credentialsWhy(explanation) },
          { label: "Parameters", value: given.length, why: parametersWhy(explanation) },
          {
            label: "Safeguards",
            value: safeguards.length,
            why: `${safeguards.filter(({ enforcementLevel }) => enforcementLevel === "error").length} can block`,
          },
        ]}
      />
      <div className={styles.reasons}>
        <Section title="Why this profile">
          <Candidates candidates={profile.candidates} precedence={precedence} />
        </Section>
        <Section title="Why these credentials">
          <Candidates candidates={credentials.candidates} precedence={precedence} />
        </Section>
      </div>
      <Section title="Parameters" about="Each key, where its value would come from, and what it hides.">
        <Table
          label="Parameters"
          columns={parameterColumns}
          rows={parameters}
          rowKey={({ key }) => key}
          empty={
            <Empty icon={<KeyRound />} title="No parameters">
              Neither the profile nor the service and its instance set any for this target.
            </Empty>
          }
        />
      </Section>
      {safeguards.length === 0 ? null : (
        <Section title="Safeguards" about="Each is evaluated before any credential is issued.">
          <Table
            label="Safeguards"
            columns={safeguardColumns}
            rows={safeguards}
            rowKey={({ name }) => name}
            empty={null}
          />
        </Section>
      )}
    </>
  );
}

function ProfileLink({ org, name }: { readonly org: string; readonly name: string | undefined }) {
  if (name === undefined) return "none";
  return (
    <Link to="/$org/profiles/$profile" params={{ org, profile: name }}>
      {name}
    </Link>
  );
}

const parameterColumns: readonly Column<Explanation["parameters"][number]>[] = [
  { id: "key", label: "Key", cell: ({ key }) => <Name>{key}</Name> },
  {
    id: "source",
    label: "From",
    cell: ({ source, required, candidates }) =>
      source === null ? (
        <Badge tone={required ? "bad" : "plain"}>{required ? "missing" : "none"}</Badge>
      ) : (
        <>
          <Badge tone="accent">{source}</Badge>{" "}
          {candidates.some(({ fate, isBlueprint }) => fate === "applies" && isBlueprint) ? (
            <Badge>from a blueprint</Badge>
          ) : null}
        </>
      ),
  },
  {
    id: "hides",
    label: "Hides",
    cell: ({ overrides }) =>
      overrides.length === 0 ? <span className={styles.why}>nothing</span> : overrides.join(", "),
    isSecondary: true,
  },
  {
    id: "required",
    label: "",
    cell: ({ required }) => (required ? <Badge>required</Badge> : null),
    isNarrow: true,
    align: "end",
  },
];

const safeguardColumns: readonly Column<Explanation["safeguards"][number]>[] = [
  { id: "name", label: "Name", cell: ({ name }) => name },
  { id: "policy", label: "Policy", cell: ({ safeguard }) => <Name>{safeguard}</Name>, isSecondary: true },
  {
    id: "level",
    label: "A violation",
    cell: ({ enforcementLevel }) =>
      enforcementLevel === "error" ? <Badge tone="bad">blocks</Badge> : <Badge tone="warn">warns</Badge>,
    isNarrow: true,
  },
];

function profileWhy({ profile: { chosen }, target }: Explanation): string {
  if (chosen === null) return "no profile applies";
  const why = {
    stage: `the app maps ${target.stage} to it`,
    default: `the default of ${target.app}, since ${target.stage} has none of its own`,
    "org-stages": "a pattern of the organization's stage map",
  };
  return `version ${chosen.version}, ${why[chosen.matchedBy]}`;
}

function credentialsTitle({ credentials: { chosen } }: Explanation): string {
  if (chosen === null) return "undecided";
  if (chosen.kind === "none") return "none";
  return chosen.kind === "static-keys" ? "static keys" : "short-lived role";
}

function credentialsWhy({ credentials: { chosen } }: Explanation): ReactNode {
  if (chosen === null) return "the deploy is refused before";
  const from = chosen.provider === null ? "" : `provider ${chosen.provider.name}: `;
  if (chosen.roleArn !== null) return <Breakable text={`${from}${chosen.roleArn}`} />;
  return chosen.kind === "none" ? "nothing gives this target AWS access" : from;
}

function parametersWhy({ parameters }: Explanation): string {
  const missing = parameters.filter(({ source, required }) => required && source === null).length;
  if (missing > 0) return `${missing} required, and missing`;
  const levels = [...new Set(parameters.flatMap(({ source }) => source ?? []))];
  return levels.length === 0 ? "none are set" : `from ${levels.join(" and ")}`;
}
