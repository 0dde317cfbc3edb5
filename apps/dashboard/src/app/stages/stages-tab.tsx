import type { AppView, StageView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { stagesQuery } from "../../apps/apps-queries.ts";
import { useAdding } from "../../changes/use-adding.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { DefaultProfile } from "./default-profile.tsx";
import { StageDialog } from "./stage-dialog.tsx";
import { StageMenu } from "./stage-menu.tsx";

interface StagesTabProps {
  readonly org: string;
  readonly app: AppView;
}

/** Which profile each stage of an application gets. */
export function StagesTab({ org, app }: StagesTabProps) {
  const adding = useAdding("putStage", "Add stage");
  const stages = useQuery(stagesQuery(org, app.name));
  return (
    <>
      <Section
        title="Stages"
        about="A stage in this list has a deployment profile of its own."
        actions={stages.data?.length === 0 ? undefined : adding.button}
      >
        <Table
          label="Stages"
          columns={columns(org, app.name)}
          rows={stages.data}
          error={stages.error}
          rowKey={({ name }) => name}
          empty={
            <Empty icon={<Layers />} title="No stage has a profile of its own" action={adding.button}>
              Add the stages that need one, such as prod. Every other stage gets the default deployment
              profile below.
            </Empty>
          }
        />
      </Section>
      <DefaultProfile key={app.name} org={org} app={app} />
      {adding.isOpen ? <StageDialog org={org} app={app.name} onClose={adding.close} /> : null}
    </>
  );
}

const columns = (org: string, app: string): readonly Column<StageView>[] => [
  {
    id: "name",
    label: "Stage",
    cell: ({ name }) => (
      <Link
        to="/$org/explain"
        params={{ org }}
        search={{ app, stage: name }}
        title="What would a deploy get?"
      >
        {name}
      </Link>
    ),
  },
  {
    id: "profile",
    label: "Deployment profile",
    cell: ({ profile }) => (
      <Link to="/$org/profiles/$profile" params={{ org, profile }}>
        {profile}
      </Link>
    ),
  },
  {
    id: "explain",
    label: "",
    cell: ({ name }) => (
      <Link to="/$org/explain" params={{ org }} search={{ app, stage: name }}>
        What would a deploy get?
      </Link>
    ),
    isNarrow: true,
    isSecondary: true,
  },
  {
    id: "more",
    label: "",
    cell: (stage) => <StageMenu org={org} app={app} stage={stage} />,
    isNarrow: true,
    align: "end",
  },
];
