import type { AppView } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Boxes } from "lucide-react";
import { rowsOf } from "../api/pages.ts";
import { useAdding } from "../changes/use-adding.tsx";
import { Needs } from "../shell/needs.tsx";
import { Badge, Name } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Page } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { AddApp } from "./add-app.tsx";
import { appsQuery } from "./apps-queries.ts";

/** The list of applications. */
export function AppsPage() {
  return (
    <Needs operation="listApps">
      <Apps />
    </Needs>
  );
}

function Apps() {
  const { org } = useParams({ from: "/$org" });
  const adding = useAdding("putApp", "Add application");
  const apps = useInfiniteQuery(appsQuery(org));
  return (
    <Page
      title="Applications"
      topic="applications"
      about="An application gives each of its stages a deployment profile. Its services are what you deploy."
      actions={adding.button}
    >
      <Table
        label="Applications"
        columns={columns(org)}
        {...rowsOf(apps)}
        rowKey={({ name }) => name}
        empty={
          <Empty icon={<Boxes />} title="No applications yet" action={adding.button}>
            Add one with the name that stands as <Name>app</Name> in its <Name>serverless.yml</Name>. Then
            give its stages their profiles.
          </Empty>
        }
      />
      {adding.isOpen ? <AddApp org={org} onClose={adding.close} /> : null}
    </Page>
  );
}

const columns = (org: string): readonly Column<AppView>[] => [
  {
    id: "name",
    label: "Name",
    cell: ({ name }) => (
      <Link to="/$org/apps/$app" params={{ org, app: name }}>
        {name}
      </Link>
    ),
  },
  { id: "description", label: "Description", cell: ({ description }) => description, isSecondary: true },
  {
    id: "default",
    label: "Default profile",
    cell: ({ defaultProfile }) =>
      defaultProfile === null ? <Badge>none</Badge> : <Name>{defaultProfile}</Name>,
  },
  { id: "mode", label: "Resolves by", cell: ({ mode }) => <Badge>{mode}</Badge>, isSecondary: true },
  {
    id: "updated",
    label: "Last change",
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
    isNarrow: true,
    isSecondary: true,
  },
];
