import {
  type EvaluatedSafeguard,
  type Evaluation,
  type Input,
  Problem,
  type evaluate as Request,
  type SafeguardResult,
} from "@stagepass/contracts";
import type { PolicyDocument } from "../policies/policy-document.ts";
import { evaluateSafeguard, tooLate } from "./evaluate-safeguard.ts";
import type { Ports } from "./ports.ts";
import { type InputAt, readDocument } from "./read-document.ts";
import { outOfScope, toResult } from "./result.ts";
import { isInScope } from "./scope.ts";
import { type TimeLimit, withTimeLimit } from "./time-limit.ts";
import { blockersOf, verdictOf } from "./verdict.ts";

/** In milliseconds. The requests' own limit is five seconds; what is left must do for the answer. */
export const maxDuration = 3_000;

type Question = Input<typeof Request>;

/**
 * Evaluates a deploy by safeguards, all of them and in their order. Throws `invalid` for a template that is none, or is not
 * as it is said to be, and `unavailable` when others left no time to read it. A safeguard that cannot be evaluated, for
 * whatever reason, never passes, unless an exemption in force covers just that.
 */
export async function evaluate(question: Question, ports: Ports, inputAt: InputAt = []): Promise<Evaluation> {
  return withTimeLimit(ports, maxDuration, (limit) => evaluateWithin(question, { ports, limit, inputAt }));
}

/** The same as part of more work, within the time that this has. */
export async function evaluateWithin(
  { safeguards, purpose, unsent, input }: Question,
  work: { readonly ports: Ports; readonly limit: TimeLimit; readonly inputAt: InputAt },
): Promise<Evaluation> {
  const { ports, limit, inputAt } = work;
  const readYaml = (text: string) => ports.yaml.read(text, input.target.org);
  const reading = readDocument(input, { startedAt: limit.startedAt, inputAt, readYaml });
  const document = await limit.within(reading, undefined);
  if (document === undefined) throw new Problem("unavailable", tooBusy);
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

/** A built-in policy has evaluated when this returns its promise; a custom one runs on beside those that follow. */
async function resultOf(
  safeguard: EvaluatedSafeguard,
  document: PolicyDocument,
  work: { readonly ports: Ports; readonly limit: TimeLimit },
): Promise<SafeguardResult> {
  const { target } = document;
  const { limit } = work;
  if (!isInScope(safeguard.scope ?? {}, target)) return outOfScope(safeguard);
  const finding = limit.isUp() ? tooLate : await evaluateSafeguard(safeguard, document, work);
  // What an exemption is worth is decided by Stagepass's clock, and not by the `now` that a caller can send.
  return toResult(safeguard, finding, { target, at: limit.startedAt });
}

const tooBusy = "The template could not be read in time. Try again; JSON is read faster than YAML.";
