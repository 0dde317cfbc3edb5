import type { DeploymentSummary } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { rowsOf } from "../../api/pages.ts";
import { deploymentsQuery } from "../../deployments/deployments-queries.ts";
import { useKeyNames } from "../../deployments/key-names.ts";
import { Answer, Reported } from "../../deployments/outcome.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import type { InstancePlace } from "../place.ts";

/** The deployments of an instance, newest first. */
export function DeploymentsTab({ place: { org, ...filter } }: { readonly place: InstancePlace }) {
  const deployments = useInfiniteQuery(deploymentsQuery(org, filter));
  const nameOf = useKeyNames(org);
  return (
    <Table
      label="Deployments"
      columns={columns(org, nameOf)}
      {...rowsOf(deployments)}
      rowKey={({ id }) => id}
      empty={
        <Empty icon={<Rocket />} title="Not deployed yet">
          Each deploy of this instance appears here, with what it got and what became of it.
        </Empty>
      }
    />
  );
}

const columns = (org: string, nameOf: (key: string) => string): readonly Column<DeploymentSummary>[] => [
  {
    id: "when",
    label: "When",
    cell: ({ id, requestedAt }) => (
      <Link to="/$org/deployments/$deployment" params={{ org, deployment: id }}>
        <Time at={requestedAt} />
      </Link>
    ),
  },
  { id: "answer", label: "Answer", cell: (deployment) => <Answer deployment={deployment} /> },
  {
    id: "reported",
    label: "Client reported",
    cell: ({ report }) => <Reported report={report} />,
    isSecondary: true,
  },
  {
    id: "purpose",
    label: "Purpose",
    cell: (deployment) => (deployment.kind === "resolution" ? <Badge>{deployment.purpose}</Badge> : null),
    isSecondary: true,
  },
  {
    id: "profile",
    label: "Profile",
    cell: (deployment) =>
      deployment.kind === "resolution" && deployment.profile !== null ? (
        <Name>
          {deployment.profile.name} v{deployment.profile.version}
        </Name>
      ) : null,
    isSecondary: true,
  },
  { id: "by", label: "By", cell: ({ requestedBy }) => nameOf(requestedBy) },
];
