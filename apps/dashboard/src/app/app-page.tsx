import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { appQuery } from "../apps/apps-queries.ts";
import { BlueprintsTab } from "../services/blueprints/blueprints-tab.tsx";
import { ServicesTab } from "../services/services-tab.tsx";
import { Needs } from "../shell/needs.tsx";
import { Badge } from "../ui/feedback/badge.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { Tabs } from "../ui/layout/tabs.tsx";
import { AppMenu } from "./app-menu.tsx";
import { KeysTab } from "./keys/keys-tab.tsx";
import { ResolutionTab } from "./resolution/resolution-tab.tsx";
import { StagesTab } from "./stages/stages-tab.tsx";

/** An application, and its tabs. */
export function AppPage() {
  return (
    <Needs operation="getApp">
      <App />
    </Needs>
  );
}

function App() {
  const { org, app: name } = useParams({ from: "/$org/apps/$app" });
  const { tab = "stages" } = useSearch({ from: "/$org/apps/$app" });
  const { data: app, error } = useQuery(appQuery(org, name));
  const above = (
    <Link to="/$org/apps" params={{ org }}>
      Applications
    </Link>
  );
  if (app === undefined)
    return (
      <Page above={above} title={name}>
        {error === null ? <Skeleton lines={8} /> : <ProblemNote error={error} />}
      </Page>
    );
  return (
    <Page
      above={above}
      title={
        <>
          {app.name} <Badge>mode {app.mode}</Badge>
        </>
      }
      about={app.description === "" ? "No description" : app.description}
      actions={<AppMenu org={org} app={app} />}
    >
      <title>{`${app.name} · Applications · Stagepass`}</title>
      <Tabs label="Parts of the application" tabs={tabs} current={tab} />
      {tab === "stages" ? <StagesTab org={org} app={app} /> : null}
      {tab === "services" ? <ServicesTab org={org} app={app} /> : null}
      {tab === "blueprints" ? <BlueprintsTab org={org} app={app} /> : null}
      {tab === "keys" ? <KeysTab org={org} app={app} /> : null}
      {tab === "resolution" ? <ResolutionTab org={org} app={app} /> : null}
    </Page>
  );
}

const tabs = [
  { id: "stages", label: "Stages", topic: "stages" },
  { id: "services", label: "Services", topic: "services" },
  { id: "blueprints", label: "Blueprints", topic: "blueprints" },
  { id: "keys", label: "Keys", topic: "keys" },
  { id: "resolution", label: "Resolution", topic: "resolution" },
] as const;
