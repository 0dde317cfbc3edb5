import type { ImportChange, ImportResult } from "@stagepass/contracts";
import { useState } from "react";
import type { HttpRequest } from "../../api/http-request.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Note, ProblemNote } from "../../ui/feedback/note.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";

interface ImportDifferenceProps {
  readonly org: string;
  readonly result: ImportResult;
  readonly onApply: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly request: () => HttpRequest;
}

/** What an import would change, without any value. What it removes asks for the organization's name. */
export function ImportDifference({ org, result, onApply, isPending, error, request }: ImportDifferenceProps) {
  const { changes, unchanged, unnamed } = result;
  const [isAsking, setAsking] = useState(false);
  const removed = changes.filter(({ action }) => action === "remove").length;
  return (
    <Section
      title="Difference"
      about={`${count(changes.length, "thing changes", "things change")}, ${count(unchanged, "stays", "stay")} as ${unchanged === 1 ? "it is" : "they are"}.`}
      actions={
        changes.length === 0 ? undefined : (
          <Button
            look="primary"
            onPress={removed > 0 ? () => setAsking(true) : onApply}
            isPending={isPending}
          >
            Import
          </Button>
        )
      }
    >
      {isAsking ? null : <ProblemNote error={error} />}
      <Table
        label="Difference"
        columns={columns}
        rows={changes}
        rowKey={({ path }) => path}
        empty={<Note tone="good">Everything is as the document says. There is nothing to import.</Note>}
      />
      {unnamed.length === 0 || removed > 0 ? null : (
        <Note title={`${count(unnamed.length, "thing is", "things are")} not in the document, and stay`}>
          {unnamed
            .slice(0, 20)
            .map(({ path }) => path)
            .join(", ")}
          {unnamed.length > 20 ? ` and ${unnamed.length - 20} more` : ""}
        </Note>
      )}
      <Confirm
        title={`Import into ${org}?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        verb="Import"
        name={org}
        onConfirm={onApply}
        isPending={isPending}
        error={error}
        request={request}
      >
        {count(removed, "thing is", "things are")} removed. What is removed cannot be brought back, and values
        of parameters are destroyed with it.
      </Confirm>
    </Section>
  );
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

const tones = { create: "good", update: "accent", restore: "good", remove: "bad" } as const;

const columns: readonly Column<ImportChange>[] = [
  {
    id: "action",
    label: "Change",
    cell: ({ action }) => <Badge tone={tones[action]}>{action}</Badge>,
    isNarrow: true,
  },
  { id: "path", label: "What", cell: ({ path }) => <Name>{path}</Name> },
  { id: "fields", label: "Fields", cell: ({ fields }) => fields.join(", "), isSecondary: true },
  {
    id: "keys",
    label: "Parameters",
    cell: ({ parameterKeys }) => parameterKeys.join(", "),
    isSecondary: true,
  },
];
