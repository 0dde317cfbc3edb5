import type { AppView, TargetParameterView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { explanationQuery } from "../../explain/explain-queries.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { Table } from "../../ui/layout/table.tsx";
import { ModeNote } from "../mode-note.tsx";
import { isInstance, type Place } from "../place.ts";
import { parameterColumns } from "./parameter-columns.tsx";
import { ParameterDialog } from "./parameter-dialog.tsx";

interface ParametersTabProps {
  readonly place: Place;
  readonly app: AppView | undefined;
  readonly parameters: readonly TargetParameterView[];
  readonly revision: number;
}

/** The parameters of a service or an instance. Each change is saved by itself, and no value is ever read back. */
export function ParametersTab({ place, app, parameters, revision }: ParametersTabProps) {
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const hidden = useHidden(place);
  const mayChange = may(isInstance(place) ? "putInstanceParameter" : "putServiceParameter");
  const add = mayChange ? (
    <Button look="primary" icon={<Plus />} onPress={() => setAdding(true)}>
      Add parameter
    </Button>
  ) : undefined;
  return (
    <>
      <ModeNote org={place.org} app={app} />
      <Section
        title="Parameters"
        about={
          isInstance(place)
            ? "Only deploys of this instance get these. Each comes before one of its service with the same key."
            : "Deploys of all its instances get these, unless an instance has its own for the key."
        }
        actions={parameters.length === 0 ? undefined : add}
      >
        <Table
          label="Parameters"
          columns={parameterColumns({ place, revision, hidden, mayChange })}
          rows={parameters}
          rowKey={({ key }) => key}
          empty={
            <Empty icon={<KeyRound />} title="No parameters" action={add}>
              {isInstance(place)
                ? "A deploy gets those of the service and, as the mode has it, of the deployment profile."
                : "Add what all its instances share, such as the level of its log."}
            </Empty>
          }
        />
      </Section>
      {isAdding ? (
        <ParameterDialog place={place} revision={revision} onClose={() => setAdding(false)} />
      ) : null}
    </>
  );
}

/** What each key of an instance hides. Nothing is known of it for a service, whose instances differ. */
function useHidden(place: Place): ReadonlyMap<string, readonly string[]> | undefined {
  const { org, stage = "", region = "", ...names } = place;
  const { data } = useQuery({
    ...explanationQuery(org, { ...names, stage, region, purpose: "deploy" }),
    enabled: isInstance(place),
  });
  if (data === undefined || !isInstance(place)) return undefined;
  return new Map(data.parameters.map(({ key, overrides }) => [key, overrides]));
}
