import type { DeploymentSummary } from "@stagepass/contracts";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Rocket, SearchX } from "lucide-react";
import { LiveMark } from "../live/live-mark.tsx";
import { Needs } from "../shell/needs.tsx";
import { Button } from "../ui/controls/button.tsx";
import { Badge, Name, Soft } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";
import { Time } from "../ui/feedback/time.tsx";
import { Page } from "../ui/layout/page.tsx";
import { type Column, Table } from "../ui/layout/table.tsx";
import { readFilter } from "./deployments-queries.ts";
import { Filters } from "./filters.tsx";
import { useKeyNames } from "./key-names.ts";
import { Answer, Reported } from "./outcome.tsx";
import { targetOf } from "./target-of.ts";
import { useDeployments } from "./use-deployments.ts";

/** What was deployed, newest first. The filter stands in the URL. */
export function DeploymentsPage() {
  return (
    <Needs operation="listDeployments">
      <Deployments />
    </Needs>
  );
}

function Deployments() {
  const { org } = useParams({ from: "/$org" });
  const filter = readFilter(useSearch({ from: "/$org/deployments" }));
  const navigate = useNavigate();
  const { liveness, ...deployments } = useDeployments(org, filter);
  const nameOf = useKeyNames(org);
  const isFiltered = Object.keys(filter).length > 0;
  const show = (search: typeof filter) =>
    void navigate({ to: "/$org/deployments", params: { org }, search, replace: true, resetScroll: false });
  return (
    <Page
      title="Deployments"
      topic="deployments"
      about="Each deploy that asked Stagepass, what it was answered, and what its client reported at the end."
      actions={<LiveMark by={liveness} />}
    >
      <Filters org={org} filter={filter} onChange={show} />
      <Table
        label="Deployments"
        columns={columns(org, nameOf)}
        {...deployments}
        rowKey={({ id }) => id}
        empty={
          isFiltered ? (
            <Empty
              icon={<SearchX />}
              title="No deployment fits"
              action={<Button onPress={() => show({})}>Show all</Button>}
            >
              Names are compared exactly, and with upper and lower case.
            </Empty>
          ) : (
            <Empty
              icon={<Rocket />}
              title="No deployments yet"
              action={
                <Link to="/$org/explain" params={{ org }}>
                  What would a deploy get?
                </Link>
              }
            >
              The first deploy that asks Stagepass appears here by itself. Choose a target to see what it
              would get, with the lines and the command to deploy it.
            </Empty>
          )
        }
      />
    </Page>
  );
}

const columns = (org: string, nameOf: (key: string) => string): readonly Column<DeploymentSummary>[] => [
  {
    id: "service",
    label: "Service",
    cell: (deployment) => {
      const { app, service } = targetOf(deployment);
      return (
        <Link to="/$org/deployments/$deployment" params={{ org, deployment: deployment.id }}>
          {app} / {service ?? "?"}
        </Link>
      );
    },
  },
  {
    id: "stage",
    label: "Stage",
    cell: (deployment) => <Name>{targetOf(deployment).stage}</Name>,
    isFolded: true,
    isNarrow: true,
  },
  {
    id: "region",
    label: "Region",
    cell: (deployment) => {
      const { region } = targetOf(deployment);
      return region === undefined ? <Soft>not said</Soft> : <Name>{region}</Name>;
    },
    isFolded: true,
    isNarrow: true,
  },
  { id: "answer", label: "Answer", cell: (deployment) => <Answer deployment={deployment} />, isNarrow: true },
  {
    id: "reported",
    label: "Client reported",
    cell: ({ report }) => <Reported report={report} />,
    isSecondary: true,
    isNarrow: true,
  },
  {
    id: "purpose",
    label: "Purpose",
    cell: (deployment) => (deployment.kind === "resolution" ? <Badge>{deployment.purpose}</Badge> : null),
    isSecondary: true,
    isNarrow: true,
  },
  { id: "by", label: "By", cell: ({ requestedBy }) => nameOf(requestedBy), isSecondary: true },
  {
    id: "at",
    label: "When",
    cell: ({ requestedAt }) => <Time at={requestedAt} />,
    isFolded: true,
    isNarrow: true,
    align: "end",
  },
];
