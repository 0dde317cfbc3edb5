import type { ComparedTarget, Parity } from "@stagepass/contracts";
import type { z } from "zod";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Card } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import styles from "./migration.module.css";
import { placeName } from "./place-name.ts";

type Target = z.infer<typeof ComparedTarget>;

/** What deploys get before and after, target by target, and first where that differs. */
export function ParityReport({ parity }: { readonly parity: z.infer<typeof Parity> }) {
  const { compared, different, targets } = parity;
  const changed = targets.filter(({ equal }) => !equal);
  return (
    <>
      {different === 0 ? (
        <Note tone="good" title="Every deploy gets what it got">
          <p>{compared} targets were compared, those that nobody knows yet included.</p>
        </Note>
      ) : (
        <Note tone="warn" title={`${different} of ${compared} targets would get something else`} />
      )}
      {changed.length === 0 ? null : (
        <Card>
          <ul className={styles.targets}>
            {changed.map((target) => (
              <li key={keyOf(target)}>
                <Name>{placeName(target)}</Name>
                <ul className={styles.list}>
                  {target.differences.map(({ what, parameter, why }) => (
                    <li key={`${what} ${parameter}`}>
                      <Badge tone="bad">{parameter ?? what}</Badge> {why}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Table
        label="What deploys get before and after"
        columns={columns}
        rows={targets}
        rowKey={keyOf}
        empty={null}
      />
    </>
  );
}

const keyOf = (target: Target) => JSON.stringify([target.app, placeName(target)]);

const columns: readonly Column<Target>[] = [
  { id: "target", label: "Target", cell: (target) => <Name>{placeName(target)}</Name> },
  {
    id: "before",
    label: "Credentials before",
    cell: ({ before }) => credentialsOf(before),
    isSecondary: true,
  },
  { id: "after", label: "Credentials after", cell: ({ after }) => credentialsOf(after), isSecondary: true },
  {
    id: "parameters",
    label: "Parameters",
    cell: ({ before, after }) =>
      before.parameterKeys.length === after.parameterKeys.length
        ? `${after.parameterKeys.length}`
        : `${before.parameterKeys.length} → ${after.parameterKeys.length}`,
    isSecondary: true,
  },
  {
    id: "equal",
    label: "Parity",
    cell: ({ equal }) => (equal ? <Badge tone="good">equal</Badge> : <Badge tone="bad">different</Badge>),
    isNarrow: true,
  },
];

function credentialsOf({ accessRole, staticKeysOf, problem }: Target["before"]) {
  if (problem !== null) return <Badge tone="bad">refused: {problem.code}</Badge>;
  if (staticKeysOf !== null) return <Badge tone="warn">static keys of {staticKeysOf}</Badge>;
  return accessRole === null ? <Badge>none</Badge> : <Name>{accessRole.roleArn}</Name>;
}
