import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { deploymentQuery, deploymentsQuery } from "../../deployments/deployments-queries.ts";
import { Select } from "../../ui/controls/field.tsx";
import { Badge, Name } from "../../ui/feedback/badge.tsx";
import { Empty, Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { timeAway } from "../../ui/feedback/time.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import type { InstancePlace } from "../place.ts";
import styles from "../services.module.css";
import { type Output, outputsOf } from "./outputs-of.ts";

/** The outputs of an instance: those of the newest deployment that a client reported, or of an earlier one. */
export function OutputsTab({ place: { org, ...filter } }: { readonly place: InstancePlace }) {
  const deployments = useInfiniteQuery(deploymentsQuery(org, { ...filter, status: "success" }));
  const reported = deployments.data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = reported.find(({ id }) => id === chosen) ?? reported[0];
  const before = shown === undefined ? undefined : reported[reported.indexOf(shown) + 1];
  const now = useQuery({ ...deploymentQuery(org, shown?.id ?? ""), enabled: shown !== undefined });
  const then = useQuery({ ...deploymentQuery(org, before?.id ?? ""), enabled: before !== undefined });
  if (deployments.isPending) return <Skeleton lines={5} />;
  if (shown === undefined)
    return (
      <>
        <ProblemNote error={deployments.error} />
        <Empty icon={<PackageOpen />} title="No outputs yet">
          Outputs are what a deploy gives to others, such as its URL. They appear when a client reports the
          end of a deploy.
        </Empty>
      </>
    );
  return (
    <Section
      title="Outputs"
      about={
        then.data === undefined
          ? "As the client reported them."
          : "As the client reported them, beside the deploy before."
      }
      actions={
        <Link to="/$org/deployments/$deployment" params={{ org, deployment: shown.id }}>
          Open this deployment
        </Link>
      }
    >
      <Select
        label="Deployment"
        value={shown.id}
        onChange={setChosen}
        choices={reported.map(({ id, requestedAt }, index) => ({
          id,
          label: index === 0 ? `The newest, ${timeAway(requestedAt)}` : timeAway(requestedAt),
          about: id,
        }))}
        isRequired
      />
      <Table
        label="Outputs"
        columns={columns}
        rows={now.data === undefined ? undefined : outputsOf(now.data.report, then.data?.report ?? null)}
        error={now.error}
        rowKey={({ name }) => name}
        empty={<p>This deploy reported no outputs.</p>}
      />
    </Section>
  );
}

const tones = { new: "good", changed: "accent", gone: "bad" } as const;

const columns: readonly Column<Output>[] = [
  { id: "name", label: "Name", cell: ({ name }) => <Name>{name}</Name> },
  {
    id: "value",
    label: "Value",
    cell: ({ value, was, withheld }) => (
      <>
        {withheld === undefined ? <Name>{value}</Name> : <Badge tone="warn">withheld: {withheld}</Badge>}
        {was === null || was === "" ? null : (
          <p className={styles.soft}>
            before: <Name>{was}</Name>
          </p>
        )}
      </>
    ),
  },
  {
    id: "change",
    label: "",
    cell: ({ change }) => (change === null ? null : <Badge tone={tones[change]}>{change}</Badge>),
    isNarrow: true,
    align: "end",
  },
];
