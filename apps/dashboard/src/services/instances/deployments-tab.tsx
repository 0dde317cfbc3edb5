import type { DeploymentSummary } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { rowsOf } from "../../api/pages.ts";
import { Name } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { Ending } from "../last-deploy.tsx";
import { deploymentsOfQuery } from "../last-deploys.ts";
import type { InstancePlace } from "../place.ts";

/** The deployments of an instance, newest first. */
export function DeploymentsTab({ place }: { readonly place: InstancePlace }) {
  const deployments = useInfiniteQuery(deploymentsOfQuery(place));
  return (
    <Table
      label="Deployments"
      columns={columns}
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

const columns: readonly Column<DeploymentSummary>[] = [
  { id: "when", label: "When", cell: ({ requestedAt }) => <Time at={requestedAt} />, isNarrow: true },
  { id: "ending", label: "Result", cell: (deployment) => <Ending deployment={deployment} /> },
  {
    id: "purpose",
    label: "Purpose",
    cell: (deployment) => (deployment.kind === "resolution" ? deployment.purpose : "report"),
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
  { id: "by", label: "By", cell: ({ requestedBy }) => requestedBy },
];
