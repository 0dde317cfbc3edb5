import type { ProfileUseView } from "@stagepass/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Waypoints } from "lucide-react";
import { rowsOf } from "../../api/pages.ts";
import { Name } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { usesQuery } from "../profile-queries.ts";

interface UsesTableProps {
  readonly org: string;
  readonly profile: string;
}

/** What uses a profile, and therefore keeps it from being deleted. */
export function UsesTable({ org, profile }: UsesTableProps) {
  const uses = useInfiniteQuery(usesQuery(org, profile));
  return (
    <Table
      label="Used by"
      columns={columns(org)}
      {...rowsOf(uses)}
      rowKey={(use) => JSON.stringify(use)}
      empty={
        <Empty
          icon={<Waypoints />}
          title="Nothing uses this profile"
          action={
            <Link to="/$org/apps" params={{ org }}>
              Go to the applications
            </Link>
          }
        >
          Give it to a stage of an application, or make it the default of one. Then deploys get it.
        </Empty>
      }
    />
  );
}

const columns = (org: string): readonly Column<ProfileUseView>[] => [
  { id: "use", label: "Used by", cell: (use) => <Use org={org} use={use} /> },
  { id: "how", label: "As", cell: (use) => how[use.kind] },
];

const how = {
  stage: "the profile of this stage",
  default: "the default deployment profile of this application",
  "org-stages": "a line of the organization's stage map",
} as const;

function Use({ org, use }: { readonly org: string; readonly use: ProfileUseView }) {
  if (use.kind === "org-stages")
    return (
      <Link to="/$org/organization" params={{ org }} search={{ tab: "stages" }}>
        stages <Name>{use.stages}</Name>
      </Link>
    );
  return (
    <Link to="/$org/apps/$app" params={{ org, app: use.app }} search={{ tab: "stages" }}>
      {use.kind === "stage" ? `${use.app} / ${use.stage}` : use.app}
    </Link>
  );
}
