import { listPolicies } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";

/** The catalogue of policies. It changes only with Stagepass itself. */
export const policiesQuery = queryOptions({
  queryKey: ["policies"],
  queryFn: async ({ signal }) => (await ask(listPolicies, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});
