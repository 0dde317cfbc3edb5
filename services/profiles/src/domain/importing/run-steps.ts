import { invalidInput, Problem, type Violation } from "@stagepass/contracts";
import { assumeThere } from "./draft/assume.ts";
import type { Draft } from "./draft/draft.ts";
import { type Refusal, refusalOf, type Step } from "./step.ts";

/** How many steps are made between two reads of stored values, which are in memory meanwhile. */
const stepsAtOnce = 50;
/** A step can wait for one behind it. More rounds than this are never needed by a real document. */
const maxRounds = 16;
const maxViolations = 100;

/**
 * Makes the steps on the draft. One that is refused is tried again after the others, since those may have made it possible: a
 * provider is no longer linked, another default is gone. Throws `invalid` or `conflict` with every violation when steps are left
 * that cannot be made.
 */
export async function runSteps(
  draft: Draft,
  steps: readonly Step[],
  provideValues: (steps: readonly Step[]) => Promise<void>,
): Promise<void> {
  const done = new Set<Step>();
  const final: Refusal[] = [];
  let pending = steps;
  for (let round = 1; pending.length > 0; round++) {
    const before = done.size;
    const refusals = await runRound(draft, pending, { done, provideValues });
    if (done.size === before || round > maxRounds) {
      for (const [step, refusal] of refusals) {
        final.push(refusal);
        assumeThere(draft.state, step.at);
        done.add(step);
      }
    }
    pending = pending.filter((step) => !done.has(step));
  }
  if (final.length > 0) throw refused(final);
}

interface Round {
  readonly done: Set<Step>;
  provideValues(steps: readonly Step[]): Promise<void>;
}

async function runRound(
  draft: Draft,
  steps: readonly Step[],
  { done, provideValues }: Round,
): Promise<Map<Step, Refusal>> {
  const refusals = new Map<Step, Refusal>();
  for (let from = 0; from < steps.length; from += stepsAtOnce) {
    const chunk = steps.slice(from, from + stepsAtOnce);
    await provideValues(chunk);
    for (const step of chunk) {
      if (step.after?.some((other) => other !== undefined && !done.has(other))) continue;
      try {
        await draft.attempt(async () => void (await step.run()));
        done.add(step);
      } catch (error) {
        const refusal = refusalOf(step, error);
        if (refusal === undefined) throw error;
        refusals.set(step, refusal);
      }
    }
  }
  return refusals;
}

function refused(refusals: readonly Refusal[]): Problem {
  const violations = refusals.flatMap((refusal): readonly Violation[] => refusal.violations);
  const shown = violations.slice(0, maxViolations);
  const problem = invalidInput(shown);
  const rest = violations.length - shown.length;
  const what = problem.facts.detail.replace(/(?<![.)])$/, ".");
  const detail = `${what} Nothing was imported.${rest > 0 ? ` ${rest} more are not listed.` : ""}`;
  const code = refusals.every(({ isConflict }) => isConflict) ? "conflict" : "invalid";
  return new Problem(code, detail, { errors: shown });
}
