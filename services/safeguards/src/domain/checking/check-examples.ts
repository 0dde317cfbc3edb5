import {
  jsonPath,
  Problem,
  type Safeguard,
  type SafeguardExample,
  type SafeguardResult,
  type Violation,
} from "@stagepass/contracts";
import { evaluateWithin } from "../evaluating/evaluate.ts";
import type { Ports } from "../evaluating/ports.ts";
import type { TimeLimit } from "../evaluating/time-limit.ts";

/** The ports and the time that checking has. */
export interface CheckWork {
  readonly ports: Ports;
  readonly limit: TimeLimit;
}

/** A violation for each example whose outcome is not the expected one. `at` is the path of the list of examples. */
export async function checkExamples(
  { examples = [], ...safeguard }: Safeguard,
  at: readonly PropertyKey[],
  work: CheckWork,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [index, example] of examples.entries()) {
    if (work.limit.isUp()) return [...violations, tooSlow([...at, index])];
    violations.push(...(await tryExample(safeguard, example, [...at, index], work)));
  }
  return violations;
}

async function tryExample(
  safeguard: Safeguard,
  { input, expect, name }: SafeguardExample,
  at: readonly PropertyKey[],
  work: CheckWork,
): Promise<Violation[]> {
  const question = {
    safeguards: [safeguard],
    purpose: "deploy" as const,
    unsent: "blocks" as const,
    input,
  };
  try {
    const { results } = await evaluateWithin(question, { ...work, inputAt: [...at, "input"] });
    // A safeguard that ran out of time counts as failed, which may be what the example expects.
    if (work.limit.isUp()) return [tooSlow(at)];
    return results
      .filter((result) => answerOf(result) !== expect)
      .map((result) => ({ path: jsonPath(at), message: mismatch(result, expect, name) }));
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") return error.facts.errors ?? [];
    if (work.limit.isUp()) return [tooSlow(at)];
    throw error;
  }
}

function tooSlow(at: readonly PropertyKey[]): Violation {
  return { path: jsonPath(at), message: "could not be tried in time: use fewer or smaller examples" };
}

/**
 * The outcome without the enforcement level: an example says whether the rule is broken, and not what follows from
 * it.
 */
function answerOf({ outcome }: SafeguardResult): SafeguardExample["expect"] {
  return outcome === "warned" ? "failed" : outcome;
}

const maxMessages = 3;

function mismatch(result: SafeguardResult, expected: string, name: string | undefined): string {
  const came = result.outcome === "skipped" ? `skipped (${result.reason})` : answerOf(result);
  const said = result.messages.slice(0, maxMessages).join(" ");
  const subject = name === undefined ? "expects" : `${JSON.stringify(name)} expects`;
  return `${subject} ${expected}, but the answer is ${came}${said === "" ? "" : `: ${said}`}`;
}
