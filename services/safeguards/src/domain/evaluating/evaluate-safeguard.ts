import { didYouMean, type EvaluatedSafeguard, Problem } from "@stagepass/contracts";
import type { Policy } from "../policies/definition/policy.ts";
import { meets, type Need, type PolicyDocument } from "../policies/definition/policy-document.ts";
import type { PolicyViolation } from "../policies/definition/violation.ts";
import { findPolicy, policies } from "../policies/registry.ts";
import { settingsViolations } from "../settings/settings-violations.ts";
import { parseSettings } from "./parse-settings.ts";
import type { Ports } from "./ports.ts";
import type { TimeLimit } from "./time-limit.ts";

/** The finding for one safeguard: what its policy found, or why it was not evaluated. */
export type Finding =
  | { readonly kind: "evaluated"; readonly violations: readonly PolicyViolation[] }
  /** It could not be evaluated, for a reason other than a missing input. That counts as a violation. */
  | { readonly kind: "not-evaluated"; readonly reasons: readonly string[] }
  /** The input that it needs was not sent. */
  | { readonly kind: "input-missing"; readonly need: Need };

/** The finding for a safeguard that no time is left for. */
export const tooLate: Finding = notEvaluated(
  "Not judged: the safeguards before this one took too long. Simplify their settings.",
);

/**
 * Evaluates one safeguard. Never rejects and never passes by accident: a policy that does not exist, settings that do not
 * fit, a policy that throws, takes too long or returns no usable answer are reasons not to pass.
 */
export async function evaluateSafeguard(
  { safeguard: id, settings }: EvaluatedSafeguard,
  document: PolicyDocument,
  { ports, limit }: { readonly ports: Ports; readonly limit: TimeLimit },
): Promise<Finding> {
  const policy = findPolicy(id);
  if (policy === undefined) return notEvaluated(noPolicy(id));
  try {
    const parsed = parseSettings(policy, settings);
    if (!parsed.success) {
      const violations = settingsViolations(parsed.error, ["settings"]);
      return notEvaluated(...violations.map(({ path, message }) => `${path}: ${message}`));
    }
    const needs = needsOf(policy, parsed.data);
    const missing = needs.find((need) => !meets(document, need));
    if (missing !== undefined) return { kind: "input-missing", need: missing };
    const flaw = needs.includes("template") ? flawOfTemplate(document) : undefined;
    if (flaw !== undefined) return notEvaluated(flaw);
    const answer = policy.evaluate(document, parsed.data, ports.sandbox);
    // Only the sandbox has to be waited for: the other policies have answered by now.
    const violations: unknown = answer instanceof Promise ? await limit.within(answer, "late") : answer;
    if (violations === "late") return notEvaluated(notInTime);
    return areViolations(violations) ? { kind: "evaluated", violations } : notEvaluated(noAnswer(id));
  } catch (cause) {
    ports.policyThrew(id, cause);
    const reason =
      cause instanceof Problem ? cause.facts.detail : "This is a fault of Stagepass, and its log says more.";
    return notEvaluated(`The policy ${id} could not judge this deploy. ${reason}`);
  }
}

const notInTime =
  "Not judged in time: this safeguard, or others that ran beside it, took too long. Simplify them.";

/** Why a template keeps every policy that needs it from being evaluated, if it does. */
function flawOfTemplate({
  unreadableTransform,
  resources,
  emptyOnPurpose = false,
}: PolicyDocument): string | undefined {
  if (unreadableTransform !== undefined) return notExpanded(unreadableTransform);
  // A template of the wrong file, or of a build that failed, must not pass for one that keeps every rule.
  return resources?.length === 0 && !emptyOnPurpose ? nothingToEvaluate : undefined;
}

function notExpanded(transform: string): string {
  return (
    `Not judged: the template has the transform ${transform}, which may bring or change any resource. ` +
    "Send the template as it is after its transforms."
  );
}

const nothingToEvaluate =
  "The template has no resources, so that there is nothing to judge. Send the compiled template of this deploy, or say " +
  'that it is empty on purpose: "empty": true beside it (--empty in a terminal).';

function needsOf(policy: Policy, settings: unknown): readonly Need[] {
  return [...policy.needs, ...(policy.alsoNeeds?.(settings) ?? [])];
}

function noPolicy(id: string): string {
  const ids = policies.map((known) => known.id);
  return `There is no policy "${id}".${didYouMean(id, ids)} Correct the profile.`;
}

function noAnswer(id: string): string {
  return `The policy ${id} gave no usable answer, which counts as a violation.`;
}

/** The types promise it, but an answer may have come from code that somebody wrote. */
function areViolations(answer: unknown): answer is readonly PolicyViolation[] {
  return (
    Array.isArray(answer) &&
    answer.every(
      (violation: Partial<PolicyViolation> | null | undefined) =>
        typeof violation?.message === "string" && ["string", "undefined"].includes(typeof violation.resource),
    )
  );
}

function notEvaluated(...reasons: readonly string[]): Finding {
  return { kind: "not-evaluated", reasons };
}
