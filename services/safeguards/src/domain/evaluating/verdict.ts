import type { Purpose, SafeguardResult, Unsent, Verdict } from "@stagepass/contracts";
import type { z } from "zod";

/** The purpose of the request, and who evaluates the safeguards whose input it does not send. */
export interface Terms {
  readonly purpose: z.infer<typeof Purpose>;
  readonly unsent: Unsent;
}

/**
 * The verdict over all results. A failed safeguard blocks. A safeguard of level `error` that was skipped because its
 * input is missing blocks a `deploy`, unless that is left to the client. It does not block a `plan`, which comes
 * before the template exists and gets read-only credentials. A safeguard out of scope does not count.
 */
export function verdictOf(results: readonly SafeguardResult[], terms: Terms): z.infer<typeof Verdict> {
  if (results.some((result) => blocks(result, terms))) return "blocked";
  return results.every(isFine) ? "allowed" : "allowed-with-warnings";
}

/** The names of the safeguards because of which the verdict is `blocked`, in their order and each once. */
export function blockersOf(results: readonly SafeguardResult[], terms: Terms): string[] {
  const blocking = results.filter((result) => blocks(result, terms));
  return [...new Set(blocking.map(({ name }) => name))];
}

function isFine(result: SafeguardResult): boolean {
  return result.outcome === "passed" || (result.outcome === "skipped" && result.reason === "out-of-scope");
}

function blocks(result: SafeguardResult, { purpose, unsent }: Terms): boolean {
  const isNotEvaluated = result.outcome === "skipped" && !isFine(result);
  const isDemanded =
    purpose === "deploy" && unsent !== "left-to-client" && result.enforcementLevel === "error";
  return result.outcome === "failed" || (isNotEvaluated && isDemanded);
}
