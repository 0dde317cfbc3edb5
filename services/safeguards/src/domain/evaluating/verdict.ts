import type { Purpose, SafeguardResult, Unsent, Verdict } from "@stagepass/contracts";
import type { z } from "zod";

/** What a deploy asks for, and who evaluates what it does not send. */
export interface Terms {
  readonly purpose: z.infer<typeof Purpose>;
  readonly unsent: Unsent;
}

/**
 * What the results mean together. A failed safeguard blocks. So does one of level `error` that was skipped for want of an
 * input, unless that is left to the client, but only a `deploy`: a `plan` comes before the template exists, gets
 * read-only credentials, and is warned. One that is not about this deploy means nothing.
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
