import { explainTarget } from "@stagepass/contracts";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import type { AskedTarget } from "./target-form.tsx";

/** Asks what a deploy of the target would get. */
export const explain = (org: string, asked: AskedTarget, signal: AbortSignal) =>
  ask(explainTarget, { body: { org, ...asked }, signal });

/** What a deploy of the target would get, as of now. */
export const explanationQuery = (org: string, asked: AskedTarget) =>
  queryOptions({
    queryKey: [org, "explanation", asked],
    queryFn: ({ signal }) => explain(org, asked, signal),
    placeholderData: keepPreviousData,
  });
