import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../session/session.ts";
import { Badge } from "../ui/feedback/badge.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { Tabs } from "../ui/layout/tabs.tsx";
import { DraftOf, useDraft } from "./draft/draft.tsx";
import { Meanwhile } from "./draft/meanwhile.tsx";
import { SaveBar } from "./draft/save-bar.tsx";
import { DescriptionField, ProfileHead } from "./profile-head.tsx";
import { ProfileMenu } from "./profile-menu.tsx";
import { profileQuery } from "./profile-queries.ts";
import { AccessRoleTab } from "./tabs/access-role-tab.tsx";
import { ClientsTab } from "./tabs/clients-tab.tsx";
import { ParametersTab } from "./tabs/parameters-tab.tsx";
import { SafeguardsTab } from "./tabs/safeguards-tab.tsx";
import { UsedByTab } from "./tabs/used-by-tab.tsx";
import { VersionsTab } from "./tabs/versions-tab.tsx";
import { DoesNotCount } from "./uses/does-not-count.tsx";

/** A deployment profile: its tabs, and one bar that saves what was changed in all of them. */
export function ProfilePage() {
  const { org, profile: name } = useParams({ from: "/$org/profiles/$profile" });
  const { data: base, error } = useQuery(profileQuery(org, name));
  const may = useMay();
  if (base === undefined)
    return (
      <Page title={name}>{error === null ? <Skeleton lines={8} /> : <ProblemNote error={error} />}</Page>
    );
  return (
    <DraftOf key={name} org={org} base={base} isReadOnly={!may("patchProfile")}>
      <ProfileTabs />
    </DraftOf>
  );
}

function ProfileTabs() {
  const { org, base, profile } = useDraft();
  const [isDescribing, setDescribing] = useState(false);
  const { tab = "access-role" } = useSearch({ from: "/$org/profiles/$profile" });
  const tabs = [
    { id: "access-role", label: "Access role", topic: "accessRole" },
    {
      id: "parameters",
      label: "Parameters",
      topic: "parameters",
      mark: profile.parameters.length || undefined,
    },
    {
      id: "safeguards",
      label: "Safeguards",
      topic: "safeguards",
      mark: profile.safeguards.length || undefined,
    },
    { id: "clients", label: "Existing clients", topic: "existingClients" },
    { id: "versions", label: "Versions", topic: "versions" },
    { id: "used-by", label: "Used by", topic: "usedBy" },
  ] as const;
  return (
    <Page
      above={
        <Link to="/$org/profiles" params={{ org }}>
          Profiles
        </Link>
      }
      title={
        <>
          {base.name} <Badge>v{base.version}</Badge>
        </>
      }
      about={isDescribing ? undefined : <ProfileHead onEdit={() => setDescribing(true)} />}
      actions={<ProfileMenu />}
    >
      <title>{`${base.name} · Profiles · Stagepass`}</title>
      {isDescribing ? <DescriptionField onClose={() => setDescribing(false)} /> : null}
      <Meanwhile canBeNoted />
      <Tabs label="Parts of the profile" tabs={tabs} current={tab} />
      {tab === "access-role" ? <DoesNotCount what="role" /> : null}
      {tab === "access-role" ? <AccessRoleTab /> : null}
      {tab === "parameters" ? <DoesNotCount what="parameters" /> : null}
      {tab === "parameters" ? <ParametersTab /> : null}
      {tab === "safeguards" ? <SafeguardsTab /> : null}
      {tab === "clients" ? <ClientsTab /> : null}
      {tab === "versions" ? <VersionsTab /> : null}
      {tab === "used-by" ? <UsedByTab /> : null}
      <SaveBar />
    </Page>
  );
}
