import { type AccessKeyView, listAccessKeys } from "@stagepass/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { pagesQuery, rowsOf } from "../../api/pages.ts";
import { sessionQuery, useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import styles from "../providers/providers.module.css";
import { CreateKey } from "./create-key.tsx";
import { RevokeKey } from "./revoke-key.tsx";

const keysQuery = (org: string) =>
  pagesQuery([org, "access-keys", "list"], (cursor, signal) =>
    ask(listAccessKeys, { params: { org }, query: { limit: 200, cursor }, signal }),
  );

/** The access keys of an organization. */
export function KeysTab({ org }: { readonly org: string }) {
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const keys = useInfiniteQuery(keysQuery(org));
  const { data: session } = useQuery(sessionQuery);
  const add = may("createAccessKey") ? (
    <Button look="primary" icon={<Plus />} onPress={() => setAdding(true)}>
      Add access key
    </Button>
  ) : undefined;
  return (
    <Section
      title="Access keys"
      about="People and pipelines show who they are with one. Give each its own, and a scope no wider than it needs."
      actions={add}
    >
      <Table
        label="Access keys"
        columns={columns(org, session?.keyId)}
        {...rowsOf(keys)}
        rowKey={({ id }) => id}
        empty={
          <Empty icon={<KeyRound />} title="No access keys" action={add}>
            Add one for each person and each pipeline.
          </Empty>
        }
      />
      {isAdding ? <CreateKey org={org} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

const columns = (org: string, own: string | undefined): readonly Column<AccessKeyView>[] => [
  {
    id: "name",
    label: "Name",
    cell: ({ id, name }) => (
      <span className={styles.name}>
        {name}
        {id === own ? <Badge tone="accent">yours</Badge> : null}
      </span>
    ),
  },
  { id: "role", label: "Role", cell: ({ role }) => <Badge>{role}</Badge>, isNarrow: true },
  { id: "scope", label: "Covers", cell: ({ scope }) => scopeOf(scope), isFolded: true },
  { id: "expires", label: "Expires", cell: ({ expiresAt }) => <Expiry at={expiresAt} />, isNarrow: true },
  {
    id: "used",
    label: "Last use",
    cell: ({ lastUsedAt }) =>
      lastUsedAt === null ? <span className={styles.soft}>never</span> : <Time at={lastUsedAt} />,
    isFolded: true,
    isNarrow: true,
  },
  {
    id: "created",
    label: "Added",
    cell: ({ createdAt }) => <Time at={createdAt} />,
    isSecondary: true,
    isNarrow: true,
  },
  {
    id: "more",
    label: "",
    cell: (key) => <RevokeKey org={org} accessKey={key} />,
    isNarrow: true,
    align: "end",
  },
];

function Expiry({ at }: { readonly at: string | null }) {
  if (at === null) return <span className={styles.soft}>never</span>;
  return new Date(at).getTime() < Date.now() ? <Badge tone="bad">expired</Badge> : day.format(new Date(at));
}

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

function scopeOf({ apps, stages, services, profiles }: AccessKeyView["scope"]): string {
  const lists = [apps, stages, services, profiles];
  if (lists.every((list) => list === undefined)) return "everything";
  const named = [
    apps?.join(", ") ?? "all applications",
    stages?.join(", ") ?? "all stages",
    ...(services === undefined ? [] : [`services ${services.join(", ")}`]),
    ...(profiles === undefined ? [] : [`profiles ${profiles.join(", ")}`]),
  ];
  return named.join(" · ");
}
