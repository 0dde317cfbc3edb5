import { listAccessKeys } from "@stagepass/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { readAll } from "../api/pages.ts";
import { useMay } from "../session/session.ts";

/** All access keys that are not revoked. */
export const accessKeysQuery = (org: string) =>
  queryOptions({
    queryKey: [org, "access-keys"],
    queryFn: ({ signal }) =>
      readAll((cursor) => ask(listAccessKeys, { params: { org }, query: { limit: 200, cursor }, signal })),
  });

/** Gives a function that says the name of an access key, or its id if it is revoked or must not be listed. */
export function useKeyNames(org: string): (id: string) => string {
  const may = useMay();
  const { data } = useQuery({ ...accessKeysQuery(org), enabled: may("listAccessKeys"), staleTime: 60_000 });
  const names = new Map(data?.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
