import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { appQuery } from "../apps/apps-queries.ts";
import { Needs } from "../shell/needs.tsx";
import { Badge } from "../ui/feedback/badge.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { Note, ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { Tabs } from "../ui/layout/tabs.tsx";
import { InstancesTab } from "./instances/instances-tab.tsx";
import { ModeNote } from "./mode-note.tsx";
import { ParametersTab } from "./parameters/parameters-tab.tsx";
import { RequiredKeys } from "./parameters/required-keys.tsx";
import { ProvidersTab } from "./providers/providers-tab.tsx";
import { ServiceMenu } from "./service-menu.tsx";
import { serviceQuery } from "./services-queries.ts";

/** A service, and its tabs. */
export function ServicePage() {
  return (
    <Needs operation="getService">
      <Service />
    </Needs>
  );
}

function Service() {
  const place = useParams({ from: "/$org/apps/$app/$service" });
  const { org, app: appName, service: name } = place;
  const { tab = "instances" } = useSearch({ from: "/$org/apps/$app/$service" });
  const { data: app } = useQuery(appQuery(org, appName));
  const { data: service, error } = useQuery(serviceQuery(org, appName, name));
  const above = (
    <>
      <Link to="/$org/apps" params={{ org }}>
        Applications
      </Link>
      {" / "}
      <Link to="/$org/apps/$app" params={{ org, app: appName }} search={{ tab: "services" }}>
        {appName}
      </Link>
    </>
  );
  if (service === undefined)
    return (
      <Page above={above} title={name}>
        {error === null ? <Skeleton lines={8} /> : <ProblemNote error={error} />}
      </Page>
    );
  const { description, parameters, provider, requiredParameters, revision, removedAt } = service;
  return (
    <Page
      above={above}
      title={
        <>
          {name} {removedAt === null ? null : <Badge tone="warn">removed</Badge>}
        </>
      }
      about={description === "" ? "No description" : description}
      actions={<ServiceMenu place={place} service={service} />}
    >
      <title>{`${name} · ${appName} · Stagepass`}</title>
      {removedAt === null ? null : (
        <Note tone="warn" title="This service is removed">
          <p>What is set on it is kept, and applies to its next deploy, which brings it back.</p>
        </Note>
      )}
      <Tabs label="Parts of the service" tabs={tabs} current={tab} />
      {tab === "instances" ? <InstancesTab place={place} /> : <ModeNote org={org} app={app} />}
      {tab === "parameters" ? (
        <>
          <ParametersTab place={place} parameters={parameters} revision={revision} />
          <RequiredKeys place={place} keys={requiredParameters} revision={revision} />
        </>
      ) : null}
      {tab === "providers" ? <ProvidersTab place={place} link={provider} revision={revision} /> : null}
    </Page>
  );
}

const tabs = [
  { id: "instances", label: "Instances", topic: "services" },
  { id: "parameters", label: "Parameters", topic: "services" },
  { id: "providers", label: "Providers", topic: "providers" },
] as const;
