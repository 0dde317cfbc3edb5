import { listAccessKeys } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { readAll } from "../api/pages.ts";
import { useMay } from "../session/session.ts";

/** Gives for the id of an access key the name that people know it by, where whoever is signed in may know it. */
export function useWho(org: string): (id: string) => string {
  const may = useMay();
  const { data } = useQuery({
    queryKey: [org, "access-keys", "names"],
    queryFn: ({ signal }) =>
      readAll((cursor) => ask(listAccessKeys, { params: { org }, query: { limit: 200, cursor }, signal })),
    enabled: may("listAccessKeys"),
    staleTime: 60_000,
  });
  return (id) => data?.find((key) => key.id === id)?.name ?? id;
}
