import type { BlueprintView } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { Shapes } from "lucide-react";
import { useAdding } from "../../changes/use-adding.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { ProviderName } from "../providers/provider-name.tsx";
import { AddBlueprint } from "./add-blueprint.tsx";
import { countOf, titleOf, wordOf } from "./blueprint-content.ts";

interface BlueprintListProps {
  readonly org: string;
  readonly app: string;
  readonly blueprints: readonly BlueprintView[];
  /** Whether the URL names one that is not there. */
  readonly isGone: boolean;
}

/** The blueprints of an application. */
export function BlueprintList({ org, app, blueprints, isGone }: BlueprintListProps) {
  const adding = useAdding("putStageBlueprint", "Add blueprint");
  return (
    <Section
      title="Blueprints"
      about="What a service, or an instance in a stage, begins with when its first deploy makes it. Those that are there already keep what they have."
      actions={blueprints.length === 0 ? undefined : adding.button}
    >
      {isGone ? <Note tone="warn" title="There is no such blueprint any more" /> : null}
      <Table
        label="Blueprints"
        columns={columns(org, app)}
        rows={blueprints}
        rowKey={({ stage }) => wordOf(stage)}
        empty={
          <Empty icon={<Shapes />} title="No blueprints" action={adding.button}>
            With a blueprint, the first deploy of a new service or region already finds its provider and its
            parameters, and nobody has to set them by hand.
          </Empty>
        }
      />
      {adding.isOpen ? (
        <AddBlueprint
          org={org}
          app={app}
          hasServices={blueprints.some(({ stage }) => stage === null)}
          onClose={adding.close}
        />
      ) : null}
    </Section>
  );
}

const columns = (org: string, app: string): readonly Column<BlueprintView>[] => [
  {
    id: "for",
    label: "For",
    cell: ({ stage }) => (
      <Link
        to="/$org/apps/$app"
        params={{ org, app }}
        search={{ tab: "blueprints", blueprint: wordOf(stage) }}
      >
        {titleOf(stage)}
      </Link>
    ),
  },
  { id: "provider", label: "Provider", cell: ({ provider }) => <ProviderName link={provider} /> },
  {
    id: "parameters",
    label: "Parameters",
    cell: ({ parameters }) => countOf(parameters),
    isSecondary: true,
  },
  {
    id: "inherits",
    label: "Inherits",
    cell: ({ stage, inherits }) =>
      stage === null ? null : inherits ? <Badge>yes</Badge> : <Badge tone="warn">nothing</Badge>,
    isSecondary: true,
  },
  {
    id: "updated",
    label: "Last change",
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
    isSecondary: true,
    isNarrow: true,
  },
];
