import type { TargetParameterView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useAdding } from "../../changes/use-adding.tsx";
import { explanationQuery } from "../../explain/explain-queries.ts";
import { useMay } from "../../session/session.ts";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { Table } from "../../ui/layout/table.tsx";
import { isInstance, operationsAt, type SettingsPlace } from "../place.ts";
import { wordsFor } from "../place-words.ts";
import { parameterColumns } from "./parameter-columns.tsx";
import { ParameterDialog } from "./parameter-dialog.tsx";

interface ParametersTabProps {
  readonly place: SettingsPlace;
  readonly parameters: readonly TargetParameterView[];
  readonly revision: number;
}

/** The parameters of a service, an instance or a blueprint. Each change is saved by itself, and no value is ever read back. */
export function ParametersTab({ place, parameters, revision }: ParametersTabProps) {
  const may = useMay();
  const adding = useAdding(operationsAt(place).parameters, "Add parameter");
  const hidden = useHidden(place);
  const mayChange = may(operationsAt(place).parameters);
  return (
    <>
      <Section
        title="Parameters"
        about={wordsFor(place).parameters}
        actions={parameters.length === 0 ? undefined : adding.button}
      >
        <Table
          label="Parameters"
          columns={parameterColumns({ place, revision, hidden, mayChange })}
          rows={parameters}
          rowKey={({ key }) => key}
          empty={
            <Empty icon={<KeyRound />} title="No parameters" action={adding.button}>
              {wordsFor(place).noParameters}
            </Empty>
          }
        />
      </Section>
      {adding.isOpen ? <ParameterDialog place={place} revision={revision} onClose={adding.close} /> : null}
    </>
  );
}

/**
 * What each key of an instance hides. Nothing is known of it elsewhere, since instances differ, and there is nothing to hide
 * while its application resolves by profiles.
 */
function useHidden(place: SettingsPlace): ReadonlyMap<string, readonly string[]> | undefined {
  const { org, ...target } = isInstance(place) ? place : { ...nowhere, org: place.org };
  const { data } = useQuery({
    ...explanationQuery(org, { ...target, purpose: "deploy" }),
    enabled: isInstance(place),
  });
  if (data === undefined || data.mode === "profiles" || !isInstance(place)) return undefined;
  return new Map(data.parameters.map(({ key, overrides }) => [key, overrides]));
}

const nowhere = { app: "", service: "", stage: "", region: "" };
