import { didYouMean, type EvaluatedSafeguard, Problem } from "@stagepass/contracts";
import type { Policy } from "../policies/policy.ts";
import { meets, type Need, type PolicyDocument } from "../policies/policy-document.ts";
import { findPolicy, policies } from "../policies/registry.ts";
import type { PolicyViolation } from "../policies/violation.ts";
import { settingsViolations } from "../settings/settings-violations.ts";
import { parseSettings } from "./parse-settings.ts";
import type { Ports } from "./ports.ts";
import type { TimeLimit } from "./time-limit.ts";

/** What a policy makes of a document: its violations, or the input whose absence keeps it from evaluating. */
export type Judgement = { readonly violations: readonly PolicyViolation[] } | { readonly missing: Need };

/** What was not evaluated, since no time was left. */
export const tooLate: Judgement = violated(
  "Not judged: the safeguards before this one took too long. Simplify their settings.",
);

/**
 * Evaluates a document by one safeguard. Never rejects and never passes by accident: a policy that does not exist, settings
 * that do not fit, a policy that throws, takes too long or gives no usable answer are violations that say so.
 */
export async function evaluateSafeguard(
  { safeguard: id, settings }: EvaluatedSafeguard,
  document: PolicyDocument,
  { ports, limit }: { readonly ports: Ports; readonly limit: TimeLimit },
): Promise<Judgement> {
  const policy = findPolicy(id);
  if (policy === undefined) return violated(noPolicy(id));
  try {
    const parsed = parseSettings(policy, settings);
    if (!parsed.success) {
      const violations = settingsViolations(parsed.error, ["settings"]);
      return violated(...violations.map(({ path, message }) => `${path}: ${message}`));
    }
    const needs = needsOf(policy, parsed.data);
    const missing = needs.find((need) => !meets(document, need));
    if (missing !== undefined) return { missing };
    if (document.unreadableTransform !== undefined && policy.needs.includes("template"))
      return violated(notExpanded(document.unreadableTransform));
    if (needs.includes("template") && isEmptyByAccident(document)) return violated(nothingToEvaluate);
    const answer = Promise.resolve(policy.evaluate(document, parsed.data, ports.sandbox));
    const violations: unknown = await limit.within(answer, [{ message: notInTime }]);
    return areViolations(violations) ? { violations } : violated(noAnswer(id));
  } catch (cause) {
    ports.policyThrew(id, cause);
    const reason =
      cause instanceof Problem ? cause.facts.detail : "This is a fault of Stagepass, and its log says more.";
    return violated(`The policy ${id} could not judge this deploy. ${reason}`);
  }
}

const notInTime =
  "Not judged in time: this safeguard, or others that ran beside it, took too long. Simplify them.";

function notExpanded(transform: string): string {
  return `Not judged: the template has the transform ${transform}, which may bring or change any resource. Send the template as it is after its transforms.`;
}

const nothingToEvaluate =
  "The template has no resources, so that there is nothing to judge. Send the compiled template of this deploy, or say " +
  'that it is empty on purpose: "empty": true beside it (--empty in a terminal).';

/** A template of the wrong file, or of a build that failed, must not pass for one that keeps every rule. */
function isEmptyByAccident({ resources, emptyOnPurpose = false }: PolicyDocument): boolean {
  return resources?.length === 0 && !emptyOnPurpose;
}

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

function violated(...messages: readonly string[]): Judgement {
  return { violations: messages.map((message) => ({ message })) };
}
