import { expect, test } from "vitest";
import {
  asWarning,
  euOnly,
  evaluateDeploy,
  hasRole,
  noSecrets,
  outcomes,
  type Safeguard,
  target,
  usOnly,
  version3,
} from "../../../test/evaluating.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { evaluate } from "./evaluate.ts";
import type { Ports } from "./ports.ts";

test("the evaluation allows a deploy without safeguards", async () => {
  expect(await evaluateDeploy([])).toEqual({ verdict: "allowed", results: [], blockedBy: [] });
});

test("the evaluation allows a deploy that passes, and carries the safeguard into its result without its settings", async () => {
  expect(await evaluateDeploy([{ ...euOnly, description: "Deploy to Frankfurt." }])).toEqual({
    verdict: "allowed",
    results: [
      {
        name: "EU only",
        description: "Deploy to Frankfurt.",
        safeguard: "allowed-regions",
        enforcementLevel: "error",
        outcome: "passed",
        messages: [],
      },
    ],
    blockedBy: [],
  });
});

test("the evaluation blocks on an error, and warns on a warning", async () => {
  expect(outcomes(await evaluateDeploy([usOnly]))).toEqual({ verdict: "blocked", outcomes: ["failed"] });
  expect(outcomes(await evaluateDeploy([asWarning(usOnly)]))).toEqual({
    verdict: "allowed-with-warnings",
    outcomes: ["warned"],
  });
});

test("the evaluation reports every safeguard in order, also after a failed one", async () => {
  const { verdict, results } = await evaluateDeploy([usOnly, euOnly, asWarning(usOnly)]);
  expect(verdict).toBe("blocked");
  expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
    ["US only", "failed"],
    ["EU only", "passed"],
    ["US only", "warned"],
  ]);
});

for (const [safeguard, reason, says] of [
  [noSecrets, "needs-template", "Send the compiled template: this safeguard judges it."],
  [hasRole, "needs-declaration", "Send the declaration: this safeguard judges it."],
  [version3, "needs-framework-version", "Send frameworkVersion: this safeguard judges it."],
] as const) {
  test(`the evaluation skips ${safeguard.safeguard} without its input, and says what to send`, async () => {
    const { verdict, results } = await evaluateDeploy([safeguard]);
    expect(verdict).toBe("blocked");
    expect(results).toEqual([expect.objectContaining({ outcome: "skipped", reason, messages: [says] })]);
  });
}

test("the evaluation says how to keep a rule that is broken, and where the policy's page is", async () => {
  const advice = { fix: expect.stringMatching(/^Deploy to/), docs: "docs/safeguards/allowed-regions.md" };
  const elsewhere = { ...usOnly, scope: { stages: ["dev"] } };
  const { results } = await evaluateDeploy([usOnly, asWarning(usOnly), euOnly, elsewhere]);
  expect(results[0]).toMatchObject(advice);
  expect(results[1]).toMatchObject(advice);
  for (const quiet of results.slice(2)) expect(Object.keys(quiet)).not.toContain("fix");
});

test.each([
  ["needs an input that was not sent", noSecrets, {}],
  ["looks at a template without resources", noSecrets, { template: { Resources: {} } }],
  [
    "looks at a template with a macro",
    noSecrets,
    { template: { Transform: "Ours", Resources: { A: { Type: "B" } } } },
  ],
  ["has settings that do not fit", { ...version3, settings: "newest" }, { frameworkVersion: "3.39.0" }],
])("the evaluation does not say how to keep the rule of a safeguard that %s", async (_, safeguard, input) => {
  const [result] = (await evaluateDeploy([safeguard], input)).results;
  expect(result?.messages).toHaveLength(1);
  expect(result).toMatchObject({ docs: `docs/safeguards/${safeguard.safeguard}.md` });
  expect(Object.keys(result ?? {})).not.toContain("fix");
});

test("the evaluation skips safeguards whose scope does not include the deploy, which is then allowed", async () => {
  const { verdict, results } = await evaluateDeploy([
    { ...usOnly, scope: { stages: ["dev"] } },
    { ...usOnly, safeguard: "gone", scope: { regions: ["us-*"] } },
    { ...euOnly, scope: { services: ["check*"] } },
  ]);
  expect(verdict).toBe("allowed");
  expect(results.map((result) => [result.outcome, "reason" in result ? result.reason : ""])).toEqual([
    ["skipped", "out-of-scope"],
    ["skipped", "out-of-scope"],
    ["passed", ""],
  ]);
  expect(results[0]?.messages).toEqual(["Not judged: this deploy is outside of the safeguard's scope."]);
});

const wild = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::receipts/*" };
const role = (statement: unknown) => ({
  Type: "AWS::IAM::Role",
  Properties: { Policies: [{ PolicyDocument: { Statement: statement } }] },
});
const template = { Resources: { LegacyRole: role(wild), NewRole: role(wild) } };
const noWildcards: Safeguard = {
  name: "No wildcards",
  safeguard: "no-wild-iam-role-statements",
  enforcementLevel: "error",
};
const legacy = {
  what: { resources: ["LegacyRole"] },
  why: "Migration",
  who: "ada@example.com",
  until: "2026-11-20T12:00:01Z",
};

test("the evaluation shows what an exemption excuses, and evaluates the rest", async () => {
  const safeguard = { ...noWildcards, exemptions: [legacy] };
  const [both] = (await evaluateDeploy([safeguard], { template })).results;
  expect(both).toMatchObject({
    outcome: "failed",
    messages: [expect.stringContaining("NewRole")],
    exemptions: [{ ...legacy, messages: [expect.stringContaining("LegacyRole")] }],
  });
  const { verdict, results } = await evaluateDeploy([safeguard], {
    template: { Resources: { LegacyRole: role(wild) } },
  });
  expect(verdict).toBe("allowed");
  expect(results).toMatchObject([{ outcome: "passed", messages: [], exemptions: [legacy] }]);
});

test("the evaluation shows no exemption that covered no violation", async () => {
  const input = { template: { Resources: {} }, empty: true };
  const [result] = (await evaluateDeploy([{ ...noWildcards, exemptions: [legacy] }], input)).results;
  expect(Object.keys(result ?? {})).not.toContain("exemptions");
});

test("the evaluation says after the violations that an exemption has ended, by Stagepass's clock and not by the caller's", async () => {
  const exemptions = [{ ...legacy, until: "2026-11-20T12:00:00Z" }];
  const input = { template, now: "2026-11-01T00:00:00Z" };
  const [result] = (await evaluateDeploy([{ ...noWildcards, exemptions }], input)).results;
  expect(result?.outcome).toBe("failed");
  expect(result?.messages).toHaveLength(3);
  expect(result?.messages.at(-1)).toBe("The exemption by ada@example.com ended on 2026-11-20T12:00:00Z.");
});

test("an exemption without resources covers missing inputs and unknown policies, too", async () => {
  const exemptions = [{ ...legacy, what: { stages: ["prod"] } }];
  const { verdict, results } = await evaluateDeploy([
    { ...usOnly, exemptions },
    { ...noSecrets, exemptions },
    { ...euOnly, safeguard: "gone", exemptions },
  ]);
  expect(verdict).toBe("allowed");
  expect(results.map(({ exemptions: applied }) => applied?.[0]?.messages[0])).toEqual([
    expect.stringMatching(/^Region "eu-central-1"/),
    "Send the compiled template: this safeguard judges it.",
    expect.stringMatching(/^There is no policy "gone"/),
  ]);
});

test("an exemption with resources does not cover a missing input", async () => {
  const exemptions = [{ ...legacy, what: { resources: ["*"] } }];
  expect(outcomes(await evaluateDeploy([{ ...noWildcards, exemptions }]))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped"],
  });
});

test("the evaluation lets a skipped safeguard block a deploy only at level error, and never a plan", async () => {
  const skipped = (verdict: string) => ({ verdict, outcomes: ["skipped"] });
  expect(outcomes(await evaluateDeploy([noSecrets], {}, "deploy"))).toEqual(skipped("blocked"));
  expect(outcomes(await evaluateDeploy([asWarning(noSecrets)], {}, "deploy"))).toEqual(
    skipped("allowed-with-warnings"),
  );
  expect(outcomes(await evaluateDeploy([noSecrets], {}, "plan"))).toEqual(skipped("allowed-with-warnings"));
  expect(outcomes(await evaluateDeploy([asWarning(noSecrets)], {}, "plan"))).toEqual(
    skipped("allowed-with-warnings"),
  );
});

test("the evaluation blocks a plan that fails", async () => {
  expect(outcomes(await evaluateDeploy([noSecrets, usOnly], {}, "plan"))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped", "failed"],
  });
});

test("the evaluation accepts a template that is empty on purpose, and an empty declaration and version, as sent", async () => {
  const input = { template: { Resources: {} }, empty: true, declaration: {}, frameworkVersion: "" };
  expect(outcomes(await evaluateDeploy([noSecrets, hasRole, version3], input))).toEqual({
    verdict: "blocked",
    outcomes: ["passed", "failed", "failed"],
  });
});

test("the evaluation fails a policy that does not exist, at the safeguard's level", async () => {
  const unknown = { ...euOnly, safeguard: "allowed-region" };
  const { verdict, results } = await evaluateDeploy([unknown, asWarning(unknown)]);
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "warned"]);
  expect(results[0]?.messages).toEqual([
    'There is no policy "allowed-region". Did you mean allowed-regions? Correct the profile.',
  ]);
});

test("the evaluation fails settings that do not fit, also when the input is missing", async () => {
  const { results } = await evaluateDeploy([{ ...version3, settings: "newest" }]);
  expect(results).toEqual([
    expect.objectContaining({
      outcome: "failed",
      messages: ["$.settings: must be a range of semantic versions, such as ^3.38.0"],
    }),
  ]);
});

test("the evaluation fails a policy that throws, and reports the cause to the log alone", async () => {
  const thrown: [string, unknown][] = [];
  const cause = new Error("the reason");
  const declaration = {
    get provider(): unknown {
      throw cause;
    },
  };
  const { verdict, results } = await evaluate(
    { safeguards: [hasRole, euOnly], purpose: "deploy", unsent: "blocks", input: { target, declaration } },
    { ...ports, policyThrew: (policy, error) => thrown.push([policy, error]) },
  );
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "passed"]);
  expect(results[0]?.messages).toEqual([
    "The policy require-cfn-role could not judge this deploy. This is a fault of Stagepass, and its log says more.",
  ]);
  expect(thrown).toEqual([["require-cfn-role", cause]]);
});

test("the evaluation fails safeguards for which no time is left", async () => {
  let seconds = 0;
  const slow = { ...ports, now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds++)) };
  const { verdict, results } = await evaluate(
    { safeguards: [euOnly, euOnly, euOnly, euOnly], purpose: "deploy", unsent: "blocks", input: { target } },
    slow,
  );
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "passed", "failed"]);
  expect(results[3]?.messages).toEqual([
    "Not judged: the safeguards before this one took too long. Simplify their settings.",
  ]);
});

test("the evaluation pauses before each safeguard, so that other requests can run", async () => {
  let pauses = 0;
  const counting = { ...ports, pause: async () => void pauses++ };
  await evaluate(
    { safeguards: [euOnly, usOnly], purpose: "deploy", unsent: "blocks", input: { target } },
    counting,
  );
  expect(pauses).toBe(2);
});

test("the evaluation has YAML read on behalf of the target's organization", async () => {
  const asked: [string, string][] = [];
  const yaml: Ports["yaml"] = {
    async read(text, owner) {
      asked.push([text, owner]);
      return { json: '{ "Resources": { "Role": { "Type": "AWS::IAM::Role" } } }' };
    },
  };
  const template = "Resources: {}";
  const input = { target, template };
  const { results } = await evaluate(
    { safeguards: [noWildcards], purpose: "deploy", unsent: "blocks", input },
    { ...ports, yaml },
  );
  expect(asked).toEqual([[template, target.org]]);
  expect(results.map(({ outcome }) => outcome)).toEqual(["passed"]);
});
