import type { AppView } from "@stagepass/contracts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { regions } from "../../explain/regions.ts";
import { type Choice, Select } from "../../ui/controls/field.tsx";
import { Empty, Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Section } from "../../ui/layout/page.tsx";
import styles from "./keys.module.css";
import { KeysMatrix } from "./keys-matrix.tsx";
import { Legend } from "./legend.tsx";
import { differing, matrixOf } from "./matrix.ts";
import { useColumns } from "./use-columns.ts";

interface KeysTabProps {
  readonly org: string;
  readonly app: AppView;
}

/** The keys of an application across its stages, or where two of the stages differ. */
export function KeysTab({ org, app }: KeysTabProps) {
  const search = useSearch({ from: "/$org/apps/$app" });
  const navigate = useNavigate({ from: "/$org/apps/$app" });
  const choose = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false, replace: true });
  const asked = useColumns(org, app.name, { service: search.service, region: search.region });
  const { service, region, columns, isReady, error } = asked;
  const stages = columns.map(({ stage }) => ({ id: stage, label: stage }));
  const compared = columns.filter(({ stage }) => stage === search.a || stage === search.b);
  const isComparing = compared.length === 2;
  const shown = isComparing ? compared : columns;
  const all = matrixOf(shown);
  const rows = isComparing ? differing(all, shown) : all;
  return (
    <Section
      title="Keys across stages"
      about="Where each key of a parameter is set for a service, and where it is missing. No value is shown or compared."
    >
      {isReady && columns.length === 0 ? null : (
        <div className={styles.filters}>
          <Select
            label="Service"
            value={service}
            onChange={(next) => choose({ service: next, region: undefined })}
            choices={choicesOf([...new Set([...asked.services, service])])}
            isRequired
          />
          <Select
            label="Region"
            value={region}
            onChange={(next) => choose({ region: next })}
            choices={choicesOf([...new Set([...asked.regionsInUse, region, ...regions.map(({ id }) => id)])])}
            isRequired
          />
          <Select
            label="Compare"
            value={isComparing ? (search.a ?? allStages) : allStages}
            onChange={(next) => choose(comparing(next, search.b, stages))}
            choices={[{ id: allStages, label: "All stages" }, ...stages]}
            isRequired
          />
          <Select
            label="with"
            value={isComparing ? (search.b ?? null) : null}
            onChange={(next) => choose({ b: next })}
            choices={stages.filter(({ id }) => id !== search.a)}
            placeholder="–"
            isDisabled={!isComparing}
            isRequired
          />
        </div>
      )}
      <ProblemNote error={error} />
      {isReady ? null : error === null ? <Skeleton lines={6} /> : null}
      {isReady && rows.length > 0 ? (
        <>
          <KeysMatrix
            place={{ org, app: app.name, service, region }}
            columns={shown}
            rows={rows}
            stages={columns}
          />
          <Legend />
        </>
      ) : null}
      {isReady && rows.length === 0 && columns.every(({ explanation }) => explanation !== undefined) ? (
        <Nothing isComparing={isComparing} hasStages={columns.length > 0} />
      ) : null}
    </Section>
  );
}

/** No stage has this name: names hold no control characters. */
const allStages = "\u0000all";

const choicesOf = (names: readonly string[]): Choice[] => names.map((name) => ({ id: name, label: name }));

/** Two stages to compare, the second one chosen where it is not. */
function comparing(a: string, b: string | undefined, stages: readonly Choice[]) {
  if (a === allStages) return { a: undefined, b: undefined };
  const other = b === undefined || b === a ? stages.find(({ id }) => id !== a)?.id : b;
  return { a, b: other };
}

function Nothing({ isComparing, hasStages }: { readonly isComparing: boolean; readonly hasStages: boolean }) {
  if (isComparing)
    return (
      <Empty icon={<KeyRound />} title="No key differs">
        Both stages take every key from the same place. Their values can differ: nothing here compares them.
      </Empty>
    );
  return (
    <Empty icon={<KeyRound />} title={hasStages ? "No keys yet" : "No stages yet"}>
      {hasStages
        ? "Set parameters in the deployment profiles of its stages, or on its services and instances."
        : "Add a stage first, or deploy a service: each stage becomes a column here."}
    </Empty>
  );
}
