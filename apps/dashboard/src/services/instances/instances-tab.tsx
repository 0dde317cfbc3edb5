import type { InstanceSummary } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Server } from "lucide-react";
import { useAdding } from "../../changes/use-adding.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { LastDeploy } from "../last-deploy.tsx";
import type { ServicePlace } from "../place.ts";
import { ProviderName } from "../providers/provider-name.tsx";
import { instancesQuery } from "../services-queries.ts";
import { AddInstance } from "./add-instance.tsx";

/** The instances of a service, by stage and region. */
export function InstancesTab({ place }: { readonly place: ServicePlace }) {
  const adding = useAdding("putInstance", "Add instance");
  const instances = useQuery(instancesQuery(place.org, place.app, place.service));
  return (
    <Section
      title="Instances"
      about="An instance is the service in one stage and one region. Its first deploy adds it by itself."
      actions={instances.data?.length === 0 ? undefined : adding.button}
    >
      <Table
        label="Instances"
        columns={columns(place)}
        rows={instances.data}
        error={instances.error}
        rowKey={({ stage, region }) => `${stage} ${region}`}
        empty={
          <Empty icon={<Server />} title="No instances yet" action={adding.button}>
            Deploy the service, and the instance appears here. Or add it first, to set its parameters and
            provider before its first deploy.
          </Empty>
        }
      />
      {adding.isOpen ? <AddInstance place={place} onClose={adding.close} /> : null}
    </Section>
  );
}

const columns = ({ org, app, service }: ServicePlace): readonly Column<InstanceSummary>[] => [
  {
    id: "stage",
    label: "Stage",
    cell: ({ stage, region }) => (
      <Link to="/$org/apps/$app/$service/$stage/$region" params={{ org, app, service, stage, region }}>
        {stage}
      </Link>
    ),
  },
  { id: "region", label: "Region", cell: ({ region }) => <Name>{region}</Name> },
  {
    id: "provider",
    label: "Provider",
    cell: ({ provider }) => <ProviderName link={provider} />,
    isSecondary: true,
  },
  {
    id: "inherits",
    label: "Inherits",
    cell: ({ inherits }) => (inherits ? <Badge>yes</Badge> : <Badge tone="warn">nothing</Badge>),
    isSecondary: true,
  },
  {
    id: "deployed",
    label: "Last deploy",
    cell: ({ stage, region }) => <LastDeploy place={{ org, app, service, stage, region }} />,
    isNarrow: true,
    isSecondary: true,
  },
  {
    id: "explain",
    label: "",
    cell: ({ stage, region }) => (
      <Link to="/$org/explain" params={{ org }} search={{ app, service, stage, region }}>
        What would it get?
      </Link>
    ),
    isNarrow: true,
    isSecondary: true,
  },
];
