import {
  type AppliedExemption,
  type EvaluatedTarget,
  type Exemption,
  wildcardMatcher,
} from "@stagepass/contracts";
import type { PolicyViolation } from "../policies/definition/violation.ts";
import { isGuaranteedInScope } from "./scope.ts";

/**
 * The deploy for which exemptions are looked up, and the moment by Stagepass's clock. The caller's `now` does not
 * count: it would prolong an exemption.
 */
export interface Occasion {
  readonly target: EvaluatedTarget;
  readonly at: Date;
}

/** The violations of a safeguard, divided by its exemptions. */
export interface Exempted {
  /** The violations that no exemption in force covers. */
  readonly remaining: readonly PolicyViolation[];
  /** The exemptions that cover the others, each with their messages. */
  readonly applied: readonly AppliedExemption[];
  /** A sentence for each exemption that has ended and would have covered a violation that now counts. */
  readonly ended: readonly string[];
}

/**
 * Divides violations into those that count and those that an exemption in force covers. The first exemption that
 * covers a violation is named for it.
 */
export function applyExemptions(
  violations: readonly PolicyViolation[],
  exemptions: readonly Exemption[],
  { target, at }: Occasion,
): Exempted {
  const resources = resourcesOf(violations);
  const asked = exemptions
    .filter(({ what }) => isGuaranteedInScope(what, target))
    .map((exemption) => ({ exemption, covers: coverage(exemption, resources), messages: [] as string[] })); // filled below
  const inForce = asked.filter(({ exemption }) => !hasEnded(exemption, at));
  const ended = asked.filter(({ exemption }) => hasEnded(exemption, at));
  const remaining: PolicyViolation[] = [];
  const missed = new Set<Exemption>();
  for (const violation of violations) {
    const covering = inForce.find(({ covers }) => covers(violation));
    if (covering !== undefined) {
      covering.messages.push(violation.message);
      continue;
    }
    remaining.push(violation);
    for (const { exemption, covers } of ended) if (covers(violation)) missed.add(exemption);
  }
  return {
    remaining,
    applied: inForce
      .filter(({ messages }) => messages.length > 0)
      .map(({ exemption, messages }) => ({ ...exemption, messages })),
    ended: [...missed].map(({ who, until }) => `The exemption by ${who} ended on ${until}.`),
  };
}

/** Whether an exemption is over. At the moment `until` it no longer holds. */
export function hasEnded({ until }: Exemption, at: Date): boolean {
  return !(at.getTime() < Date.parse(until));
}

/** AWS: a CloudFormation template has at most 500 resources. Violations of further resources are never exempt. */
const maxResources = 500;

function resourcesOf(violations: readonly PolicyViolation[]): string[] {
  const resources = new Set(violations.flatMap(({ resource }) => resource ?? []));
  return [...resources].slice(0, maxResources);
}

function coverage(
  { what }: Exemption,
  resources: readonly string[],
): (violation: PolicyViolation) => boolean {
  if (what.resources === undefined) return () => true;
  const covered = new Set(resources.filter(wildcardMatcher(what.resources)));
  return ({ resource }) => resource !== undefined && covered.has(resource);
}
