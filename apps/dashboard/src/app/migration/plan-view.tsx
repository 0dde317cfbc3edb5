import type { MigrationPlan, PlannedSetting } from "@stagepass/contracts";
import type { z } from "zod";
import { ProviderName } from "../../services/providers/provider-name.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Card, Facts } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { placeName } from "./place-name.ts";

type Setting = z.infer<typeof PlannedSetting>;

/** What a migration writes. */
export function PlanView({ plan }: { readonly plan: z.infer<typeof MigrationPlan> }) {
  const { providers, skippedProfiles, settings } = plan;
  return (
    <>
      <Card>
        <Facts
          facts={{
            "New providers": namesOf(providers.filter(({ takenOver }) => !takenOver).map(({ name }) => name)),
            "Taken over": namesOf(providers.filter(({ takenOver }) => takenOver).map(({ name }) => name)),
            "Without a role": namesOf(skippedProfiles),
          }}
        />
      </Card>
      <Table
        label="What is set on services and instances"
        columns={columns}
        rows={settings}
        rowKey={(setting) => JSON.stringify([setting.app, placeName(setting)])}
        empty={<p>Nothing is set on services and instances.</p>}
      />
    </>
  );
}

const namesOf = (names: readonly string[]) => (names.length === 0 ? "none" : <Name>{names.join(", ")}</Name>);

const columns: readonly Column<Setting>[] = [
  { id: "place", label: "Is set on", cell: (setting) => <Name>{placeName(setting)}</Name> },
  { id: "provider", label: "Provider", cell: ({ provider }) => <ProviderName link={provider} /> },
  {
    id: "parameters",
    label: "Parameters",
    cell: ({ parametersOf, parameterKeys }) =>
      parametersOf === null ? "none" : `${parameterKeys.length} of ${parametersOf}`,
  },
  {
    id: "inherits",
    label: "Inherits",
    cell: ({ inherits }) => (inherits ? <Badge>yes</Badge> : <Badge tone="warn">nothing</Badge>),
    isSecondary: true,
  },
];
