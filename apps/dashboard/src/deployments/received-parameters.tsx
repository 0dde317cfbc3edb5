import type { DeploymentView } from "@stagepass/contracts";
import { Badge, Name } from "../ui/feedback/badge.tsx";
import { Section } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";

/** The keys of the parameters of a deploy, and where each came from. Values are not on record. */
export function ReceivedParameters({ deployment }: { readonly deployment: DeploymentView }) {
  if (deployment.kind === "report" || deployment.parameterKeys.length === 0) return null;
  const { parameterKeys, parameterOrigins, outcome } = deployment;
  const origins = parameterOrigins ?? parameterKeys.map((key) => ({ key, source: "profile", overrides: [] }));
  return (
    <Section
      title="Parameters"
      about={
        outcome === "resolved"
          ? "What the deploy received. Only keys are on record, never values."
          : "What the deploy would have received. Nothing was handed out."
      }
    >
      <Table label="Parameters" columns={columns} rows={origins} rowKey={({ key }) => key} empty={null} />
    </Section>
  );
}

interface Origin {
  readonly key: string;
  readonly source: string;
  readonly overrides: readonly string[];
}

const columns: readonly Column<Origin>[] = [
  { id: "key", label: "Key", cell: ({ key }) => <Name>{key}</Name> },
  { id: "source", label: "From", cell: ({ source }) => <Badge tone="accent">{source}</Badge> },
  {
    id: "hides",
    label: "Hides",
    cell: ({ overrides }) => (overrides.length === 0 ? "nothing" : overrides.join(", ")),
    isSecondary: true,
  },
];
