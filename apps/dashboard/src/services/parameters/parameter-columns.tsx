import type { TargetParameterView } from "@stagepass/contracts";
import { describeSource } from "../../profile/parameters/value-source.ts";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import type { Column } from "../../ui/layout/table.tsx";
import type { SettingsPlace } from "../place.ts";
import styles from "../services.module.css";
import { ParameterMenu } from "./parameter-menu.tsx";

interface ColumnsFor {
  readonly place: SettingsPlace;
  readonly revision: number;
  /** What each key hides, where that is known. */
  readonly hidden: ReadonlyMap<string, readonly string[]> | undefined;
  readonly mayChange: boolean;
}

/** What the list says about each parameter of a service or an instance. */
export function parameterColumns(given: ColumnsFor): readonly Column<TargetParameterView>[] {
  const { place, revision, hidden, mayChange } = given;
  return [
    { id: "key", label: "Key", cell: ({ key }) => <Name>{key}</Name> },
    { id: "value", label: "Value", cell: (parameter) => <Value parameter={parameter} /> },
    ...(hidden === undefined
      ? []
      : [
          {
            id: "hides",
            label: "Hides",
            cell: ({ key }: TargetParameterView) => {
              const levels = hidden.get(key) ?? [];
              return levels.length === 0 ? (
                <span className={styles.soft}>nothing</span>
              ) : (
                `the one of the ${levels.join(" and the ")}`
              );
            },
            isSecondary: true,
          },
        ]),
    {
      id: "updated",
      label: "Last change",
      cell: ({ updatedAt }) => <Time at={updatedAt} />,
      isNarrow: true,
      isSecondary: true,
    },
    ...(mayChange
      ? [
          {
            id: "more",
            label: "",
            cell: (parameter: TargetParameterView) => (
              <ParameterMenu place={place} parameter={parameter} revision={revision} />
            ),
            isNarrow: true,
            align: "end" as const,
          },
        ]
      : []),
  ];
}

function Value({ parameter }: { readonly parameter: TargetParameterView }) {
  if ("none" in parameter) return <Badge tone="warn">none, on purpose</Badge>;
  const source = describeSource(parameter);
  return (
    <span className={styles.inline}>
      {source === undefined ? <Badge tone="good">set</Badge> : <Name>{source}</Name>}
      {source === undefined ? null : (
        <span className={styles.soft}>
          {parameter.ssm === undefined ? "Secrets Manager" : "Parameter Store"}
        </span>
      )}
      {parameter.sensitive ? null : <Badge>not sensitive</Badge>}
    </span>
  );
}
