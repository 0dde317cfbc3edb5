import type { AppliedExemption, EvaluatedTarget, Exemption } from "@stagepass/contracts";
import type { PolicyViolation } from "../policies/violation.ts";
import { isSurelyInScope } from "./scope.ts";
import { wildcardMatcher } from "./wildcards.ts";

/** Whom exemptions are asked for, and when. `at` is Stagepass's own time: nobody prolongs an exemption by sending another. */
export interface Occasion {
  readonly target: EvaluatedTarget;
  readonly at: Date;
}

/** The violations of a deploy, parted by a safeguard's exemptions. */
export interface Exempted {
  /** The violations that no exemption in force covers. */
  readonly counting: readonly PolicyViolation[];
  /** The exemptions that cover the others, each with their messages. */
  readonly applied: readonly AppliedExemption[];
  /** Sentences about exemptions that would have covered one that counts, if they had not ended. */
  readonly ended: readonly string[];
}

/** Parts violations by whether an exemption in force covers them; the first that does is the one that is named. */
export function applyExemptions(
  violations: readonly PolicyViolation[],
  exemptions: readonly Exemption[],
  { target, at }: Occasion,
): Exempted {
  const resources = resourcesOf(violations);
  const asked = exemptions
    .filter(({ what }) => isSurelyInScope(what, target))
    .map((exemption) => ({ exemption, covers: coverage(exemption, resources), messages: [] as string[] })); // filled below
  const inForce = asked.filter(({ exemption }) => !hasEnded(exemption, at));
  const ended = asked.filter(({ exemption }) => hasEnded(exemption, at));
  const counting: PolicyViolation[] = [];
  const missed = new Set<Exemption>();
  for (const violation of violations) {
    const covering = inForce.find(({ covers }) => covers(violation));
    if (covering !== undefined) {
      covering.messages.push(violation.message);
      continue;
    }
    counting.push(violation);
    for (const { exemption, covers } of ended) if (covers(violation)) missed.add(exemption);
  }
  return {
    counting,
    applied: inForce
      .filter(({ messages }) => messages.length > 0)
      .map(({ exemption, messages }) => ({ ...exemption, messages })),
    ended: [...missed].map(({ who, until }) => `The exemption by ${who} ended on ${until}.`),
  };
}

/** Whether an exemption is over: it is in force until, and not at, its end. */
export function hasEnded({ until }: Exemption, at: Date): boolean {
  return !(at.getTime() < Date.parse(until));
}

/** AWS: a CloudFormation template has at most 500 resources. Those beyond are not looked for, and so not exempt. */
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
