import type { AppliedExemption, EvaluatedSafeguard, SafeguardResult } from "@stagepass/contracts";
import { pageOf } from "../policies/policy.ts";
import type { Need } from "../policies/policy-document.ts";
import { findPolicy } from "../policies/registry.ts";
import type { Judgement } from "./evaluate-safeguard.ts";
import { applyExemptions, type Occasion } from "./exemptions.ts";

/** What comes of a judgement, after the safeguard's exemptions. */
export function toResult(
  safeguard: EvaluatedSafeguard,
  judgement: Judgement,
  occasion: Occasion,
): SafeguardResult {
  const missing = "missing" in judgement ? judgement.missing : undefined;
  // An exemption from the whole safeguard makes an input unnecessary, too.
  const found = "missing" in judgement ? [{ message: whatToSend[judgement.missing] }] : judgement.violations;
  const { counting, applied, ended } = applyExemptions(found, safeguard.exemptions ?? [], occasion);
  const exemptions = applied.length === 0 ? {} : { exemptions: applied.map(shown) };
  const evaluated = identityOf(safeguard);
  if (counting.length === 0) return { ...evaluated, outcome: "passed", messages: [], ...exemptions };
  const messages = [...bounded(counting.map(({ message }) => message)), ...ended];
  const findings = { messages, ...exemptions, ...adviceOf(safeguard) };
  if (missing !== undefined) {
    return { ...evaluated, outcome: "skipped", reason: `needs-${missing}`, ...findings };
  }
  const outcome = evaluated.enforcementLevel === "error" ? "failed" : "warned";
  return { ...evaluated, outcome, ...findings };
}

/** The result of a safeguard that is not about this deploy. */
export function outOfScope(safeguard: EvaluatedSafeguard): SafeguardResult {
  return {
    ...identityOf(safeguard),
    outcome: "skipped",
    reason: "out-of-scope",
    messages: ["Not judged: this deploy is outside of the safeguard's scope."],
  };
}

const whatToSend: Record<Need, string> = {
  template: "Send the compiled template: this safeguard judges it.",
  declaration: "Send the declaration: this safeguard judges it.",
  "framework-version": "Send frameworkVersion: this safeguard judges it.",
  stage: "Send the stage with its variables resolved: this safeguard judges it.",
  service: "Send the service: this safeguard judges it.",
  region: "Send the region: this safeguard judges it.",
};

function identityOf({ name, description, safeguard, enforcementLevel }: EvaluatedSafeguard) {
  return { name, ...(description !== undefined && { description }), safeguard, enforcementLevel };
}

function adviceOf({ safeguard: id }: EvaluatedSafeguard) {
  const policy = findPolicy(id);
  return policy === undefined ? {} : { fix: policy.fix, docs: pageOf(policy) };
}

function shown(exemption: AppliedExemption): AppliedExemption {
  return { ...exemption, messages: bounded(exemption.messages, 10) };
}

const maxMessageLength = 2_000;

/** A template can break a rule many thousand times; the answer must stay small enough to travel and to be read. */
function bounded(messages: readonly string[], max = 50): string[] {
  const shown = messages
    .slice(0, max)
    .map((message) =>
      message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength)}…`,
    );
  const hidden = messages.length - shown.length;
  return hidden === 0 ? shown : [...shown, `… and ${hidden} more.`];
}
