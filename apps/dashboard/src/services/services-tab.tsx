import type { AppView, ServiceSummary } from "@stagepass/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Package } from "lucide-react";
import { rowsOf } from "../api/pages.ts";
import { useAdding } from "../changes/use-adding.tsx";
import { Name } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Section } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { AddService } from "./add-service.tsx";
import { LastDeploy } from "./last-deploy.tsx";
import type { ServicePlace } from "./place.ts";
import { ProviderName } from "./providers/provider-name.tsx";
import styles from "./services.module.css";
import { instancesQuery, servicesQuery } from "./services-queries.ts";

interface ServicesTabProps {
  readonly org: string;
  readonly app: AppView;
}

/** The services of an application. */
export function ServicesTab({ org, app }: ServicesTabProps) {
  const adding = useAdding("putService", "Add service");
  const services = useInfiniteQuery(servicesQuery(org, app.name));
  return (
    <Section
      title="Services"
      about="A service is what you deploy. The first deploy adds it by itself, and an instance for each stage and region."
      actions={services.data?.length === 0 ? undefined : adding.button}
    >
      <Table
        label="Services"
        columns={columns(org, app.name)}
        {...rowsOf(services)}
        rowKey={({ name }) => name}
        empty={
          <Empty icon={<Package />} title="No services yet" action={adding.button}>
            Deploy one whose <Name>serverless.yml</Name> says <Name>app: {app.name}</Name>, and it appears
            here. Or add it first, to set its parameters and provider before its first deploy.
          </Empty>
        }
      />
      {adding.isOpen ? <AddService org={org} app={app.name} onClose={adding.close} /> : null}
    </Section>
  );
}

const columns = (org: string, app: string): readonly Column<ServiceSummary>[] => [
  {
    id: "name",
    label: "Name",
    cell: ({ name }) => (
      <Link to="/$org/apps/$app/$service" params={{ org, app, service: name }}>
        {name}
      </Link>
    ),
  },
  {
    id: "instances",
    label: "Instances",
    cell: ({ name }) => <InstanceLinks place={{ org, app, service: name }} />,
  },
  {
    id: "provider",
    label: "Provider",
    cell: ({ provider }) => <ProviderName link={provider} />,
    isSecondary: true,
  },
  {
    id: "deployed",
    label: "Last deploy",
    cell: ({ name }) => <LastDeploy place={{ org, app, service: name }} />,
    isNarrow: true,
    isSecondary: true,
  },
];

const mostLinks = 4;

/** The instances of a service, the first of them as links. */
function InstanceLinks({ place: { org, app, service } }: { readonly place: ServicePlace }) {
  const { data: instances } = useQuery(instancesQuery(org, app, service));
  if (instances === undefined) return null;
  if (instances.length === 0) return <span className={styles.soft}>none</span>;
  const shown = instances.slice(0, mostLinks);
  return (
    <span className={styles.inline}>
      {shown.map(({ stage, region }) => (
        <Link
          key={`${stage} ${region}`}
          to="/$org/apps/$app/$service/$stage/$region"
          params={{ org, app, service, stage, region }}
        >
          {stage} {region}
        </Link>
      ))}
      {instances.length > mostLinks ? (
        <span className={styles.soft}>and {instances.length - mostLinks} more</span>
      ) : null}
    </span>
  );
}
