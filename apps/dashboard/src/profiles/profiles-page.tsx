import type { ListedProfile } from "@stagepass/contracts";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IdCard, SearchX } from "lucide-react";
import { rowsOf } from "../api/pages.ts";
import { useAdding } from "../changes/use-adding.tsx";
import { Button } from "../ui/controls/button.tsx";
import { SearchField } from "../ui/controls/search-field.tsx";
import { Badge, Soft } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Page } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { AddProfile } from "./add-profile.tsx";
import { profilesQuery } from "./profiles-queries.ts";
import { useWho } from "./who.ts";

/** The list of deployment profiles. */
export function ProfilesPage() {
  const { org } = useParams({ from: "/$org" });
  const adding = useAdding("putProfile", "Add profile");
  const who = useWho(org);
  const { q } = useSearch({ from: "/$org/profiles" });
  const navigate = useNavigate();
  const search = (text: string | undefined) =>
    void navigate({ to: "/$org/profiles", params: { org }, search: { q: text }, replace: true });
  const profiles = useInfiniteQuery({ ...profilesQuery(org, q), placeholderData: keepPreviousData });
  return (
    <Page
      title="Profiles"
      topic="profiles"
      about="A deployment profile holds the AWS access role, the parameters and the safeguards of the stages that use it."
      actions={adding.button}
    >
      <SearchField label="Search profiles" value={q} onSearch={search} />
      <Table
        label="Profiles"
        columns={columns(org, who)}
        {...rowsOf(profiles)}
        rowKey={({ name }) => name}
        empty={
          q === undefined ? (
            <Empty icon={<IdCard />} title="No profiles yet" action={adding.button}>
              A profile says what deploys of a stage get, and what they must not do. Begin with one for
              development, and one for production.
            </Empty>
          ) : (
            <Empty
              icon={<SearchX />}
              title="No profile has this in its name"
              action={<Button onPress={() => search(undefined)}>Show all profiles</Button>}
            >
              Only names are searched. Try a part of the name.
            </Empty>
          )
        }
      />
      {adding.isOpen ? <AddProfile org={org} onClose={adding.close} /> : null}
    </Page>
  );
}

const columns = (org: string, who: (id: string) => string): readonly Column<ListedProfile>[] => [
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
  {
    id: "uses",
    label: "Used by",
    cell: ({ name, uses }) =>
      uses === 0 ? (
        <Soft>nothing</Soft>
      ) : (
        <Link to="/$org/profiles/$profile" params={{ org, profile: name }} search={{ tab: "used-by" }}>
          {uses === 1 ? "1 place" : `${uses} places`}
        </Link>
      ),
    isNarrow: true,
  },
  {
    id: "updated",
    label: "Last change",
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
    isNarrow: true,
    isSecondary: true,
  },
  { id: "by", label: "By", cell: ({ updatedBy }) => who(updatedBy), isNarrow: true, isSecondary: true },
];
