import type { Purpose, SafeguardResult, Verdict } from "@stagepass/contracts";
import type { z } from "zod";

/**
 * What the results mean together. A failed safeguard blocks. So does a skipped one of level `error`, but only a
 * `deploy`: a `plan` comes before the template exists, gets read-only credentials, and is warned.
 */
export function verdictOf(
  results: readonly SafeguardResult[],
  purpose: z.infer<typeof Purpose>,
): z.infer<typeof Verdict> {
  if (results.some((result) => blocks(result, purpose))) return "blocked";
  return results.every(({ outcome }) => outcome === "passed") ? "allowed" : "allowed-with-warnings";
}

function blocks({ outcome, enforcementLevel }: SafeguardResult, purpose: z.infer<typeof Purpose>): boolean {
  return (
    outcome === "failed" || (outcome === "skipped" && enforcementLevel === "error" && purpose === "deploy")
  );
}
