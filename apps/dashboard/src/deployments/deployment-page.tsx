import type { DeploymentView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../session/session.ts";
import { Needs } from "../shell/needs.tsx";
import { Skeleton } from "../ui/feedback/empty.tsx";
import { Note, ProblemNote } from "../ui/feedback/note.tsx";
import { Page } from "../ui/layout/page.tsx";
import { DeploymentFacts } from "./deployment-facts.tsx";
import { deploymentQuery } from "./deployments-queries.ts";
import { Gist } from "./gist.tsx";
import { ReceivedParameters } from "./received-parameters.tsx";
import { ReportSection } from "./report/report-section.tsx";
import { SafeguardResults } from "./safeguard-results.tsx";
import { targetOf } from "./target-of.ts";

/** One deployment: what it asked for, what it was answered and why, and what its client reported. */
export function DeploymentPage() {
  return (
    <Needs operation="getDeployment">
      <Deployment />
    </Needs>
  );
}

function Deployment() {
  const { org, deployment: id } = useParams({ from: "/$org/deployments/$deployment" });
  const may = useMay();
  const { data: deployment, error } = useQuery(deploymentQuery(org, id));
  const above = (
    <Link to="/$org/deployments" params={{ org }}>
      Deployments
    </Link>
  );
  if (deployment === undefined)
    return (
      <Page above={above} title={id}>
        {error === null ? <Skeleton lines={8} /> : <ProblemNote error={error} />}
      </Page>
    );
  const { app, service, stage, region } = targetOf(deployment);
  return (
    <Page
      above={above}
      title={`${service ?? app} in ${stage}`}
      topic="deployments"
      about={
        service === undefined || region === undefined || !may("getInstance") ? (
          [app, region].filter((word) => word !== undefined).join(", ")
        ) : (
          <>
            {app}, {region} ·{" "}
            <Link to="/$org/apps/$app/$service/$stage/$region" params={{ org, app, service, stage, region }}>
              Open the instance
            </Link>
          </>
        )
      }
      actions={
        <Link to="/$org/explain" params={{ org }} search={{ app, stage, service, region }}>
          What would it get now?
        </Link>
      }
    >
      <WhatWentWrong deployment={deployment} />
      <Gist org={org} deployment={deployment} />
      <SafeguardResults org={org} deployment={deployment} />
      <ReceivedParameters deployment={deployment} />
      {deployment.report === null ? null : <ReportSection org={org} report={deployment.report} />}
      <DeploymentFacts org={org} deployment={deployment} />
    </Page>
  );
}

function WhatWentWrong({ deployment }: { readonly deployment: DeploymentView }) {
  const isAfterBlock = deployment.report?.afterBlock ?? false;
  return (
    <>
      {isAfterBlock ? (
        <Note tone="bad" title="This was deployed although it was blocked">
          Everything that the key had received before the block had expired, so the deploy used credentials
          that Stagepass did not issue.
        </Note>
      ) : null}
      {deployment.kind === "report" ? (
        <Note tone="warn" title="Stagepass was not asked">
          The client reported this deploy without a call before it, so Stagepass gave it neither parameters
          nor credentials.
        </Note>
      ) : deployment.problem === null ? null : (
        <Note tone="bad" title="The call failed">
          <a href={`/problems/${deployment.problem}`}>{deployment.problem}</a>
        </Note>
      )}
    </>
  );
}
