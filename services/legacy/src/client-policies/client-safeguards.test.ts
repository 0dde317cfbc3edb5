import type { EvaluatedSafeguard, Plan, SafeguardResult } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { safeguardsFor } from "./client-safeguards.ts";

const safeguard: EvaluatedSafeguard = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  settings: "eu-central-1",
};
const plan: Plan = {
  profile: { name: "prod", version: 7, matchedBy: "stage" },
  provider: null,
  accessRole: null,
  parameterKeys: [],
  safeguards: [],
  clients: { legacy: "allow" },
};

function shown(one: Partial<EvaluatedSafeguard>, result: Partial<SafeguardResult>) {
  const whole = { ...safeguard, ...one };
  const { name, enforcementLevel } = whole;
  const evaluated = {
    name,
    safeguard: whole.safeguard,
    enforcementLevel,
    messages: [],
    ...result,
  } as SafeguardResult; // the tests pair outcomes with their reasons
  return safeguardsFor({ ...plan, safeguards: [whole] }, [evaluated]);
}

const skipped = { outcome: "skipped", reason: "needs-region" } as const;
const expression = { safeguard: "expression", settings: "resources.size() < 3" };
const exemption = { what: { stages: ["prod"] }, why: "Moving", who: "ada", until: "2027-01-01T00:00:00Z" };

test("a safeguard that the clients can evaluate is translated for them", () => {
  expect(shown({ description: "Deploy to Frankfurt." }, skipped)).toEqual([
    {
      policyUid: "prod.7.1",
      title: "EU only",
      description: "Deploy to Frankfurt.",
      safeguardName: "allowed-regions",
      safeguardConfig: ["eu-central-1"],
      enforcementLevel: "error",
    },
  ]);
});

test("a safeguard that passed on the server is left out where the clients could decide otherwise", () => {
  expect(shown({}, { outcome: "passed" })).toHaveLength(1);
  for (const id of ["expression", "javascript", "restricted-deploy-times"])
    expect(shown({ safeguard: id }, { outcome: "passed" })).toEqual([]);
});

test("a safeguard is left out whose scope excludes the deploy, or that the deploy is exempt from", () => {
  expect(shown({}, { outcome: "skipped", reason: "out-of-scope" })).toEqual([]);
  expect(shown({}, { outcome: "passed", exemptions: [{ ...exemption, messages: [] }] })).toEqual([]);
});

test("a safeguard that neither server nor clients can evaluate fails for the clients, and says why", () => {
  for (const enforcementLevel of ["error", "warning"] as const) {
    expect(
      shown({ ...expression, enforcementLevel }, { outcome: "skipped", reason: "needs-template" }),
    ).toEqual([
      {
        policyUid: "prod.7.1",
        title: "EU only",
        description: "This version of the Serverless Framework cannot judge this safeguard (expression).",
        safeguardName: "javascript",
        safeguardConfig: JSON.stringify("false"),
        enforcementLevel,
      },
    ]);
  }
});

test("a warning of the server is shown by the clients", () => {
  const warned = { outcome: "warned" as const, messages: ["No deploys on Fridays."] };
  expect(shown({ ...expression, enforcementLevel: "warning" }, warned)).toMatchObject([
    { safeguardName: "javascript", description: "No deploys on Fridays.", enforcementLevel: "warning" },
  ]);
});

test("a safeguard without a result counts as not evaluated on the server", () => {
  expect(safeguardsFor({ ...plan, safeguards: [{ ...safeguard, ...expression }] }, [])).toMatchObject([
    { safeguardName: "javascript", safeguardConfig: JSON.stringify("false") },
  ]);
});
