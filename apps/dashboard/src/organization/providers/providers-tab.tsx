import type { ProviderView } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Cloud } from "lucide-react";
import { rowsOf } from "../../api/pages.ts";
import { useAdding } from "../../changes/use-adding.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { providersQuery } from "../organization-queries.ts";
import { ProviderDialog } from "./provider-dialog.tsx";
import { ProviderMenu } from "./provider-menu.tsx";
import styles from "./providers.module.css";
import { StaticKeysSetting } from "./static-keys-setting.tsx";

/** The providers of an organization. */
export function ProvidersTab({ org }: { readonly org: string }) {
  const adding = useAdding("putProvider", "Add provider");
  const providers = useInfiniteQuery(providersQuery(org));
  return (
    <>
      <Section
        title="Providers"
        about="A provider gives AWS credentials to the services and instances that are linked to it."
        actions={providers.data?.length === 0 ? undefined : adding.button}
      >
        <Table
          label="Providers"
          columns={columns(org)}
          {...rowsOf(providers)}
          rowKey={({ name }) => name}
          empty={
            <Empty icon={<Cloud />} title="No providers yet" action={adding.button}>
              Deploys take their credentials from the access role of their profile. Add a provider where
              services of one stage deploy with different roles, or into different accounts.
            </Empty>
          }
        />
      </Section>
      <StaticKeysSetting org={org} />
      {adding.isOpen ? <ProviderDialog org={org} onClose={adding.close} /> : null}
    </>
  );
}

const columns = (org: string): readonly Column<ProviderView>[] => [
  {
    id: "name",
    label: "Name",
    cell: ({ name, isDefault, discouraged }) => (
      <span className={styles.name}>
        {name}
        {isDefault ? <Badge tone="accent">default</Badge> : null}
        {discouraged ? <Badge tone="warn">static keys</Badge> : null}
      </span>
    ),
  },
  { id: "description", label: "Description", cell: ({ description }) => description, isSecondary: true },
  {
    id: "credentials",
    label: "Credentials",
    cell: ({ accessRole, staticKeys }) => (
      <Name>{accessRole?.roleArn ?? staticKeys?.accessKeyId ?? "none"}</Name>
    ),
    isFolded: true,
  },
  {
    id: "apps",
    label: "For",
    cell: ({ apps }) => (apps === null ? "all applications" : apps.length === 0 ? "none" : apps.join(", ")),
    isSecondary: true,
  },
  {
    id: "more",
    label: "",
    cell: (provider) => <ProviderMenu org={org} provider={provider} />,
    isNarrow: true,
    align: "end",
  },
];
