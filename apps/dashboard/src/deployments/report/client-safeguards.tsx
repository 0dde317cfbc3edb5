import type { Report } from "@stagepass/contracts";
import { Outcome } from "../../results/result-item.tsx";
import { Soft } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import styles from "./client-safeguards.module.css";

/** What the client says about safeguards, beside what Stagepass finds in the client's own report. */
export function ClientSafeguards({ report }: { readonly report: Report }) {
  const { clientSafeguards, serverSafeguards } = report;
  const ours = serverSafeguards.checked ? serverSafeguards.results : [];
  const names = [...new Set([...clientSafeguards, ...ours].map(({ name }) => name))];
  if (names.length === 0) return null;
  const rows = names.map((name) => ({
    name,
    client: clientSafeguards.find((result) => result.name === name),
    server: ours.find((result) => result.name === name),
  }));
  return (
    <Section
      title="Safeguards at the end"
      about="What the client says it found, beside what Stagepass finds in the same report. Stagepass cannot verify the client's word."
    >
      {serverSafeguards.checked ? null : <Note>{why[serverSafeguards.reason]}</Note>}
      <Table
        label="Safeguards at the end"
        columns={columns}
        rows={rows}
        rowKey={({ name }) => name}
        empty={null}
      />
    </Section>
  );
}

interface Row {
  readonly name: string;
  readonly client: Report["clientSafeguards"][number] | undefined;
  readonly server: Extract<Report["serverSafeguards"], { checked: true }>["results"][number] | undefined;
}

const why = {
  "no-resolution": "Stagepass did not evaluate them again: no call of this deploy is on record.",
  "profile-changed": "Stagepass did not evaluate them again: the profile was changed during the deploy.",
  unavailable: "Stagepass could not evaluate them again when the report came.",
};

const columns: readonly Column<Row>[] = [
  { id: "name", label: "Safeguard", cell: ({ name }) => name },
  {
    id: "client",
    label: "Client",
    cell: ({ client }) => <Word said={client} messages={client?.message} silence="says nothing" />,
  },
  {
    id: "server",
    label: "Stagepass",
    cell: ({ server }) => (
      <Word said={server} messages={server?.messages.join(" ")} silence="not evaluated" />
    ),
  },
];

interface WordProps {
  readonly said: Parameters<typeof Outcome>[0] | undefined;
  readonly messages: string | null | undefined;
  readonly silence: string;
}

/** What one of the two says about a safeguard, and why. */
function Word({ said, messages, silence }: WordProps) {
  if (said === undefined) return <Soft>{silence}</Soft>;
  return (
    <div className={styles.word}>
      <Outcome outcome={said.outcome} />
      {messages === undefined || messages === null || messages === "" ? null : <p>{messages}</p>}
    </div>
  );
}
