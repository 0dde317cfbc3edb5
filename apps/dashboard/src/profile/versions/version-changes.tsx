import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { ChangeList } from "../draft/change-list.tsx";
import { versionChangesQuery } from "../profile-queries.ts";
import { changesIn } from "./changes-in.ts";

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
