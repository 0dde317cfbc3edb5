import type { ProfileSummary } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IdCard, Plus } from "lucide-react";
import { useState } from "react";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/controls/button.tsx";
import { Badge } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Page } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { AddProfile } from "./add-profile.tsx";
import { profilesQuery } from "./profiles-queries.ts";

/** The list of deployment profiles. */
export function ProfilesPage() {
  const { org } = useParams({ from: "/$org" });
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const profiles = useInfiniteQuery(profilesQuery(org));
  const add = may("putProfile") ? (
    <Button look="primary" icon={<Plus />} onPress={() => setAdding(true)}>
      Add profile
    </Button>
  ) : undefined;
  return (
    <Page
      title="Profiles"
      about="A deployment profile holds the AWS access role, the parameters and the safeguards of the stages that use it."
      actions={add}
    >
      <Table
        label="Profiles"
        columns={columns(org)}
        rows={profiles.data}
        rowKey={({ name }) => name}
        error={profiles.error}
        onEnd={profiles.hasNextPage ? () => void profiles.fetchNextPage() : undefined}
        isFetchingMore={profiles.isFetchingNextPage}
        empty={
          <Empty icon={<IdCard />} title="No profiles yet" action={add}>
            A profile says what deploys of a stage get, and what they must not do. Begin with one for
            development, and one for production.
          </Empty>
        }
      />
      {isAdding ? <AddProfile org={org} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

const columns = (org: string): readonly Column<ProfileSummary>[] => [
  {
    id: "name",
    label: "Name",
    cell: ({ name }) => (
      <Link to="/$org/profiles/$profile" params={{ org, profile: name }}>
        {name}
      </Link>
    ),
  },
  { id: "description", label: "Description", cell: ({ description }) => description, isSecondary: true },
  { id: "version", label: "Version", cell: ({ version }) => <Badge>v{version}</Badge>, isNarrow: true },
  { id: "updated", label: "Last change", cell: ({ updatedAt }) => <Time at={updatedAt} />, isNarrow: true },
];
