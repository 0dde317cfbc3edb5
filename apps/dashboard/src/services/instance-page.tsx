import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ApiProblem } from "../api/problem.ts";
import { appQuery } from "../apps/apps-queries.ts";
import { Needs } from "../shell/needs.tsx";
import { Badge } from "../ui/feedback/badge.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { Note, ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { Tabs } from "../ui/layout/tabs.tsx";
import { DeploymentsTab } from "./instances/deployments-tab.tsx";
import { Inherits } from "./instances/inherits.tsx";
import { InstanceMenu } from "./instances/instance-menu.tsx";
import { NoInstance } from "./instances/no-instance.tsx";
import { OutputsTab } from "./instances/outputs-tab.tsx";
import { ModeNote } from "./mode-note.tsx";
import { ParametersTab } from "./parameters/parameters-tab.tsx";
import type { InstancePlace } from "./place.ts";
import { ProvidersTab } from "./providers/providers-tab.tsx";
import styles from "./services.module.css";
import { instanceQuery } from "./services-queries.ts";

/** An instance of a service, and its tabs. Existing clients print its address after a deploy. */
export function InstancePage() {
  return (
    <Needs operation="getInstance">
      <Instance />
    </Needs>
  );
}

function Instance() {
  const place = useParams({ from: "/$org/apps/$app/$service/$stage/$region" });
  const { org, app: appName, service, stage, region } = place;
  const { tab = "parameters" } = useSearch({ from: "/$org/apps/$app/$service/$stage/$region" });
  const { data: app } = useQuery(appQuery(org, appName));
  const { data: instance, error } = useQuery(instanceQuery(org, appName, service, stage, region));
  const isSetting = tab === "parameters" || tab === "providers";
  const isMissing = error instanceof ApiProblem && error.code === "not-found";
  return (
    <Page
      above={<Above place={place} />}
      title={
        <>
          {stage} <Badge>{region}</Badge>{" "}
          {typeof instance?.removedAt === "string" ? <Badge tone="warn">removed</Badge> : null}
        </>
      }
      about={`The instance of ${service} in the stage ${stage} and the region ${region}`}
      actions={
        <>
          <Link
            to="/$org/explain"
            params={{ org }}
            search={{ app: appName, service, stage, region }}
            className={styles.explain}
          >
            What would a deploy get?
          </Link>
          {instance === undefined ? null : <InstanceMenu place={place} instance={instance} />}
        </>
      }
    >
      <title>{`${service} ${stage} ${region} · ${appName} · Stagepass`}</title>
      {isMissing ? <NoInstance place={place} /> : <ProblemNote error={error} />}
      {instance === undefined && error === null ? <Skeleton lines={8} /> : null}
      {instance === undefined ? null : (
        <>
          {instance.removedAt === null ? null : (
            <Note tone="warn" title="This instance is removed">
              <p>What is set on it is kept, and applies to its next deploy, which brings it back.</p>
            </Note>
          )}
          <Tabs label="Parts of the instance" tabs={tabs} current={tab} />
          {isSetting ? <ModeNote org={org} app={app} /> : null}
          {tab === "parameters" ? <ParametersTab place={place} {...instance} /> : null}
          {tab === "providers" ? (
            <ProvidersTab place={place} link={instance.provider} revision={instance.revision} />
          ) : null}
          {isSetting ? (
            <Inherits place={place} inherits={instance.inherits} revision={instance.revision} />
          ) : null}
          {tab === "outputs" ? <OutputsTab place={place} /> : null}
          {tab === "deployments" ? <DeploymentsTab place={place} /> : null}
        </>
      )}
    </Page>
  );
}

const tabs = [
  { id: "parameters", label: "Parameters", topic: "services" },
  { id: "providers", label: "Providers", topic: "providers" },
  { id: "outputs", label: "Outputs", topic: "outputs" },
  { id: "deployments", label: "Deployments", topic: "deployments" },
] as const;

function Above({ place: { org, app, service } }: { readonly place: InstancePlace }) {
  return (
    <>
      <Link to="/$org/apps" params={{ org }}>
        Applications
      </Link>
      {" / "}
      <Link to="/$org/apps/$app" params={{ org, app }} search={{ tab: "services" }}>
        {app}
      </Link>
      {" / "}
      <Link to="/$org/apps/$app/$service" params={{ org, app, service }}>
        {service}
      </Link>
    </>
  );
}
