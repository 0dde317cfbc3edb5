import type { SafeguardResult, SkipReason } from "@stagepass/contracts";

const order: readonly SafeguardResult["outcome"][] = ["failed", "warned", "skipped", "passed"];

/** The results with those that blocked first, and otherwise in the order in which the profile has them. */
export function bySeverity(results: readonly SafeguardResult[]): SafeguardResult[] {
  return results.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
}

/** Why a safeguard was not evaluated, in a sentence. */
export const said: Readonly<Record<SkipReason, string>> = {
  "needs-template": "Not evaluated: the call had no template.",
  "needs-declaration": "Not evaluated: the call had no declaration.",
  "needs-framework-version": "Not evaluated: the call did not say the version of its framework.",
  "needs-stage": "Not evaluated: the call did not say its stage.",
  "needs-service": "Not evaluated: the call did not say its service.",
  "needs-region": "Not evaluated: the call did not say its region.",
  "out-of-scope": "Not evaluated: this deploy is outside of its scope.",
};
