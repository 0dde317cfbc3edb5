import type { VersionChanges } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { ChangeList } from "../draft/change-list.tsx";
import type { Change } from "../draft/changes.ts";
import { versionChangesQuery } from "../profile-queries.ts";

interface VersionDifferenceProps {
  readonly org: string;
  readonly profile: string;
  readonly version: number;
  /** The version to compare with; the one before, where it is left out. */
  readonly from?: number;
}

/** What a version changed, by fields, keys and names. */
export function VersionDifference(props: VersionDifferenceProps) {
  const { data, error } = useQuery(versionChangesQuery(props));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton lines={2} />;
  const changes = changesIn(data);
  if (changes.length === 0) return <p>Nothing is different.</p>;
  return <ChangeList changes={changes} />;
}

const words = {
  description: { tab: "description", what: "the description" },
  accessRole: { tab: "access-role", what: "the access role" },
  clients: { tab: "clients", what: "what existing clients receive" },
} as const;

/** The same changes, as the page shows those that are not saved yet. */
export function changesIn({ fields, parameters, safeguards }: VersionChanges): Change[] {
  const isReordered = fields.includes("safeguards") && safeguards.length === 0;
  return [
    ...fields.flatMap((field): Change[] =>
      field === "parameters" || field === "safeguards" ? [] : [{ ...words[field], kind: "changed" }],
    ),
    ...parameters.map(({ key, change }): Change => ({ tab: "parameters", kind: change, what: key })),
    ...safeguards.map(({ name, change }): Change => ({ tab: "safeguards", kind: change, what: name })),
    ...(isReordered
      ? [{ tab: "safeguards", kind: "changed", what: "the order of the safeguards" } as const]
      : []),
  ];
}
