import type { AppliedExemption, EvaluatedSafeguard, SafeguardResult } from "@stagepass/contracts";
import { pageOf } from "../policies/definition/policy.ts";
import type { Need } from "../policies/definition/policy-document.ts";
import type { PolicyViolation } from "../policies/definition/violation.ts";
import { findPolicy } from "../policies/registry.ts";
import type { Finding } from "./evaluate-safeguard.ts";
import { applyExemptions, type Occasion } from "./exemptions.ts";

/** The result of a safeguard, after its exemptions. */
export function toResult(
  safeguard: EvaluatedSafeguard,
  finding: Finding,
  occasion: Occasion,
): SafeguardResult {
  // An exemption from the whole safeguard makes an input unnecessary, too.
  const { remaining, applied, ended } = applyExemptions(
    violationsOf(finding),
    safeguard.exemptions ?? [],
    occasion,
  );
  const exemptions = applied.length === 0 ? {} : { exemptions: applied.map(shown) };
  const identity = identityOf(safeguard);
  if (remaining.length === 0) return { ...identity, outcome: "passed", messages: [], ...exemptions };
  const messages = [...bounded(remaining.map(({ message }) => message)), ...ended];
  const rest = {
    messages,
    ...placesOf(remaining, messages.length),
    ...exemptions,
    ...adviceOf(safeguard, finding),
  };
  if (finding.kind === "input-missing") {
    return { ...identity, outcome: "skipped", reason: `needs-${finding.need}`, ...rest };
  }
  return { ...identity, outcome: identity.enforcementLevel === "error" ? "failed" : "warned", ...rest };
}

function violationsOf(finding: Finding): readonly PolicyViolation[] {
  switch (finding.kind) {
    case "evaluated":
      return finding.violations;
    case "not-evaluated":
      return finding.reasons.map((message) => ({ message }));
    case "input-missing":
      return [{ message: whatToSend[finding.need] }];
  }
}

/** The result of a safeguard whose scope does not include this deploy. */
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

/** How to keep the rule, and where the policy's page is. The first would mislead where the rule was not evaluated. */
function adviceOf({ safeguard: id }: EvaluatedSafeguard, { kind }: Finding) {
  const policy = findPolicy(id);
  if (policy === undefined) return {};
  return { ...(kind === "evaluated" && { fix: policy.fix }), docs: pageOf(policy) };
}

function shown(exemption: AppliedExemption): AppliedExemption {
  return { ...exemption, messages: bounded(exemption.messages, 10) };
}

const maxMessageLength = 2_000;
const maxPathLength = 1_000;

/**
 * The places of as many messages as are shown: the first stand for violations, in their order. A path that is too long
 * for people is left out, and so are places where there are none.
 */
function placesOf(violations: readonly PolicyViolation[], shown: number): Pick<SafeguardResult, "places"> {
  const places = Array.from({ length: shown }, (_, index) => {
    const place = index < maxMessages ? violations[index]?.place : undefined;
    return place === undefined || place.path.length > maxPathLength ? null : place;
  });
  return places.every((place) => place === null) ? {} : { places };
}

/** The most messages of one result. */
const maxMessages = 50;

/**
 * A template can break a rule many thousand times. The answer has to fit into a message, and people have to read it.
 */
function bounded(messages: readonly string[], max = maxMessages): string[] {
  const shown = messages
    .slice(0, max)
    .map((message) =>
      message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength)}…`,
    );
  const hidden = messages.length - shown.length;
  return hidden === 0 ? shown : [...shown, `… and ${hidden} more.`];
}
