import {
  type EvaluatedSafeguard,
  type Evaluation,
  type Input,
  Problem,
  type evaluate as Request,
  type SafeguardResult,
} from "@stagepass/contracts";
import type { PolicyDocument } from "../policies/definition/policy-document.ts";
import { evaluateSafeguard, tooLate } from "./evaluate-safeguard.ts";
import type { Ports } from "./ports.ts";
import { type InputAt, readDocument } from "./read-document.ts";
import { outOfScope, toResult } from "./result.ts";
import { isInScope } from "./scope.ts";
import { type TimeLimit, withTimeLimit } from "./time-limit.ts";
import { blockersOf, verdictOf } from "./verdict.ts";

/**
 * How long an evaluation may take, in milliseconds. Callers wait five seconds, so that two remain for everything
 * else.
 */
export const maxDuration = 3_000;

type Question = Input<typeof Request>;

/**
 * Evaluates every safeguard for a deploy, and answers the results in their order. A safeguard that cannot be
 * evaluated never passes, unless an exemption from the whole safeguard is in force. Throws `invalid` for text that is
 * no template, and for a template that contradicts `empty`; throws `unavailable` when the template cannot be read in
 * time.
 */
export async function evaluate(question: Question, ports: Ports, inputAt: InputAt = []): Promise<Evaluation> {
  return withTimeLimit(ports, maxDuration, (limit) => evaluateWithin(question, { ports, limit, inputAt }));
}

/** Does the same within the time limit of a larger piece of work. */
export async function evaluateWithin(
  { safeguards, purpose, unsent, input }: Question,
  work: { readonly ports: Ports; readonly limit: TimeLimit; readonly inputAt: InputAt },
): Promise<Evaluation> {
  const { ports, limit, inputAt } = work;
  const readYaml = async (text: string) => {
    const reading = await limit.within(ports.yaml.read(text, input.target.org), undefined);
    if (reading === undefined) throw new Problem("unavailable", tooBusy);
    return reading;
  };
  const document = await readDocument(input, { startedAt: limit.startedAt, inputAt, readYaml });
  const results: Promise<SafeguardResult>[] = [];
  for (const safeguard of safeguards) {
    await ports.pause();
    results.push(resultOf(safeguard, document, work));
  }
  const inOrder = await Promise.all(results);
  const terms = { purpose, unsent };
  return {
    verdict: verdictOf(inOrder, terms),
    results: inOrder,
    blockedBy: blockersOf(inOrder, terms),
  };
}

/**
 * A built-in policy is done when this returns its promise; a custom policy goes on in the sandbox beside the next
 * safeguards.
 */
async function resultOf(
  safeguard: EvaluatedSafeguard,
  document: PolicyDocument,
  work: { readonly ports: Ports; readonly limit: TimeLimit },
): Promise<SafeguardResult> {
  const { target } = document;
  const { limit } = work;
  if (!isInScope(safeguard.scope ?? {}, target)) return outOfScope(safeguard);
  const finding = limit.isUp() ? tooLate : await evaluateSafeguard(safeguard, document, work);
  // Whether an exemption is in force is decided by Stagepass's clock, and not by the `now` that a caller can send.
  return toResult(safeguard, finding, { target, at: limit.startedAt });
}

const tooBusy = "The template could not be read in time. Try again; JSON is read faster than YAML.";
