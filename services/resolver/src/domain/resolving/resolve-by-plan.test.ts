import { type Plan, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { resolveByPlan } from "./resolve-by-plan.ts";

const byProfile: Plan = {
  profile: { name: "prod", version: 7, matchedBy: "stage" },
  ...{ provider: null, accessRole: null, parameterKeys: [], safeguards: [], clients: { legacy: "deny" } },
};
const byTarget: Plan = {
  ...byProfile,
  origins: { parameters: [], service: "1", instance: null, staticKeys: null },
};
const conflict = new Problem("conflict", "The parameters of the service or the instance were changed.");

/** Makes the plan again and again, while resolving fails as often as there are errors. Counts the plans. */
async function resolveWith(plan: Plan, errors: Error[]) {
  let plans = 0;
  const makePlan = async () => ({ plan, number: ++plans });
  const answer = resolveByPlan(makePlan, async ({ number }) => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return `resolved by plan ${number}`;
  });
  return { outcome: await answer.catch((error: unknown) => error), plans };
}

test("what was changed between plan and open is planned once more, and resolved by that plan", async () => {
  expect(await resolveWith(byTarget, [conflict])).toEqual({ outcome: "resolved by plan 2", plans: 2 });
});

test("what was changed again is a conflict for the caller: it is planned once more, and not twice", async () => {
  expect(await resolveWith(byTarget, [conflict, conflict])).toEqual({ outcome: conflict, plans: 2 });
});

test("a conflict about a version of a profile is not planned again", async () => {
  expect(await resolveWith(byProfile, [conflict])).toEqual({ outcome: conflict, plans: 1 });
});

test("any other problem is not planned again", async () => {
  const outage = new Problem("unavailable", "AWS does not answer.");
  expect(await resolveWith(byTarget, [outage])).toEqual({ outcome: outage, plans: 1 });
});
