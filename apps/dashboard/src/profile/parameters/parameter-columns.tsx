import { RotateCcw, Trash2 } from "lucide-react";
import { IconButton } from "../../ui/controls/button.tsx";
import { CopyButton } from "../../ui/controls/copy.tsx";
import { MoreMenu } from "../../ui/controls/menu.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import type { Column } from "../../ui/layout/table.tsx";
import type { DraftParameter, ParameterEdit } from "../draft/edits.ts";
import type { PlacedViolation } from "../draft/place-violations.ts";
import styles from "./parameters.module.css";
import { describeSource, hasSource, sourceIn } from "./value-source.ts";

interface ParameterActions {
  readonly isReadOnly: boolean;
  readonly violations: readonly PlacedViolation[];
  readonly onEdit: (key: string, edit: ParameterEdit | undefined) => void;
  readonly onReplace: (parameter: DraftParameter) => void;
  /** Checks a reference. Undefined where that cannot be done. */
  readonly onCheck: ((parameter: DraftParameter) => void) | undefined;
}

/** The columns of the parameters. No cell holds a value. */
export function parameterColumns(actions: ParameterActions): readonly Column<DraftParameter>[] {
  return [
    {
      id: "key",
      label: "Key",
      cell: ({ key, stored, edit }) => (
        <>
          <span className={edit === null ? `${styles.key} ${styles.removed}` : styles.key}>
            <Name>{key}</Name>
            <State stored={stored !== undefined} edit={edit} />
          </span>
          {actions.violations
            .filter(({ what }) => what === key)
            .map(({ field, message }) => (
              <p key={field + message} className={styles.error} role="alert">
                {field} {message}
              </p>
            ))}
        </>
      ),
    },
    {
      id: "source",
      label: "Value",
      cell: ({ stored, edit }) => <Source stored={stored} edit={edit} />,
      isSecondary: true,
    },
    {
      id: "sensitive",
      label: "",
      cell: ({ sensitive }) => (sensitive ? <Badge>sensitive</Badge> : null),
      isNarrow: true,
      isSecondary: true,
    },
    {
      id: "updated",
      label: "Set",
      cell: ({ stored }) => (stored === undefined ? null : <Time at={stored.updatedAt} />),
      isNarrow: true,
      isSecondary: true,
    },
    {
      id: "does",
      label: "",
      cell: (parameter) => <Does parameter={parameter} actions={actions} />,
      isNarrow: true,
      align: "end",
    },
  ];
}

function State({ stored, edit }: { readonly stored: boolean; readonly edit: ParameterEdit | undefined }) {
  if (edit === undefined) return null;
  if (edit === null) return <Badge tone="bad">removed</Badge>;
  return stored ? <Badge tone="accent">changed</Badge> : <Badge tone="good">added</Badge>;
}

function Source({ stored, edit }: Pick<DraftParameter, "stored" | "edit">) {
  const source = sourceIn({ stored, edit });
  const reference = describeSource(source);
  if (reference !== undefined)
    return (
      <span className={styles.soft}>
        <Name>{reference}</Name> in {source.ssm === undefined ? "Secrets Manager" : "Parameter Store"}
      </span>
    );
  return <span className={styles.soft}>{hasSource(edit) ? "a new value, not saved yet" : "••••••••"}</span>;
}

interface DoesProps {
  readonly parameter: DraftParameter;
  readonly actions: ParameterActions;
}

function Does({ parameter, actions: { isReadOnly, onEdit, onReplace, onCheck } }: DoesProps) {
  const { key, edit, stored, sensitive } = parameter;
  return (
    <span className={styles.does}>
      {edit === undefined || isReadOnly ? null : (
        <IconButton
          icon={<RotateCcw />}
          label={`Undo the change of ${key}`}
          onPress={() => onEdit(key, undefined)}
        />
      )}
      {edit === null ? null : (
        <>
          <CopyButton text={`\${param:${key}}`} what={`\${param:${key}}`} />
          {isReadOnly ? null : (
            <MoreMenu
              label={`More for ${key}`}
              actions={[
                ...(onCheck === undefined || describeSource(sourceIn(parameter)) === undefined
                  ? []
                  : [{ label: "Check reference", onAction: () => onCheck(parameter) }]),
                { label: "Replace value", onAction: () => onReplace(parameter) },
                {
                  label: sensitive ? "Mark as not sensitive" : "Mark as sensitive",
                  onAction: () => onEdit(key, { ...(edit ?? { key }), sensitive: !sensitive }),
                },
                {
                  label: "Remove",
                  icon: <Trash2 />,
                  isDanger: true,
                  onAction: () => onEdit(key, stored === undefined ? undefined : null),
                },
              ]}
            />
          )}
        </>
      )}
    </span>
  );
}
