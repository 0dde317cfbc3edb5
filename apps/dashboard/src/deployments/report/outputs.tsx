import { CopyButton } from "../../ui/controls/copy.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";

interface OutputsProps {
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The outputs that hold a secret, and which. */
  readonly withheld: Readonly<Record<string, string>>;
}

/** What a deploy gives to others. An output that holds a secret is named, and never shown. */
export function Outputs({ outputs, withheld }: OutputsProps) {
  const rows: Output[] = [
    ...Object.entries(outputs).map(([name, value]) => ({
      name,
      text: typeof value === "string" ? value : JSON.stringify(value),
    })),
    ...Object.entries(withheld).map(([name, secret]) => ({ name, text: null, secret })),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title="Outputs" about="Exactly as the client reported them.">
      <Table label="Outputs" columns={columns} rows={rows} rowKey={({ name }) => name} empty={null} />
    </Section>
  );
}

interface Output {
  readonly name: string;
  readonly text: string | null;
  readonly secret?: string;
}

const columns: readonly Column<Output>[] = [
  { id: "name", label: "Name", cell: ({ name }) => <Name>{name}</Name> },
  {
    id: "value",
    label: "Value",
    cell: ({ text, secret }) =>
      text === null ? <Badge tone="warn">withheld: it holds {secret}</Badge> : <Name>{text}</Name>,
  },
  {
    id: "copy",
    label: "",
    cell: ({ name, text }) => (text === null ? null : <CopyButton text={text} what={name} />),
    isNarrow: true,
    align: "end",
  },
];
