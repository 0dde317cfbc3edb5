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

/** What checking works with. */
export interface CheckWork {
  readonly ports: Ports;
  readonly limit: TimeLimit;
}

/** A mistake for each example, in a list that stands at `at`, that the safeguard does not answer as expected. */
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
    // What there was no time to evaluate counts as failed, which may be what the example expects.
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

/** A level is about what a violation does; an example is about whether there is one. */
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
