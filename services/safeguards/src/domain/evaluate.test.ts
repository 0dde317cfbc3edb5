import { type Evaluation, type Input, Problem, type evaluate as Request } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { evaluate, type Ports } from "./evaluate.ts";

type Question = Input<typeof Request>;
type Safeguard = Question["safeguards"][number];

const target = {
  org: "acmecorp",
  app: "storefront",
  stage: "prod",
  service: "checkout",
  region: "eu-central-1",
};

const ports: Ports = {
  now: () => new Date("2026-11-20T12:00:00Z"),
  pause: async () => {},
  policyThrew: (policy, cause) => {
    throw new Error(`${policy} threw`, { cause });
  },
};

const euOnly: Safeguard = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  settings: ["eu-central-1"],
};
const usOnly: Safeguard = { ...euOnly, name: "US only", settings: ["us-east-1"] };
const noSecrets: Safeguard = {
  name: "No secrets",
  safeguard: "no-secret-env-vars",
  enforcementLevel: "error",
};
const hasRole: Safeguard = { name: "CFN role", safeguard: "require-cfn-role", enforcementLevel: "error" };
const version3: Safeguard = {
  name: "v3",
  safeguard: "framework-version",
  enforcementLevel: "error",
  settings: "^3",
};

function asWarning(safeguard: Safeguard): Safeguard {
  return { ...safeguard, enforcementLevel: "warning" };
}

function judge(
  safeguards: Safeguard[],
  input: Omit<Question["input"], "target"> = {},
  purpose: Question["purpose"] = "deploy",
): Promise<Evaluation> {
  return evaluate({ safeguards, purpose, input: { target, ...input } }, ports);
}

function outcomes({ verdict, results }: Evaluation): unknown {
  return { verdict, outcomes: results.map(({ outcome }) => outcome) };
}

test("allows a deploy without safeguards", async () => {
  expect(await judge([])).toEqual({ verdict: "allowed", results: [] });
});

test("allows a deploy that passes, and carries the safeguard into its result without its settings", async () => {
  expect(await judge([{ ...euOnly, description: "Deploy to Frankfurt." }])).toEqual({
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
  });
});

test("blocks on an error, and warns on a warning", async () => {
  expect(outcomes(await judge([usOnly]))).toEqual({ verdict: "blocked", outcomes: ["failed"] });
  expect(outcomes(await judge([asWarning(usOnly)]))).toEqual({
    verdict: "allowed-with-warnings",
    outcomes: ["warned"],
  });
});

test("reports every safeguard in order, also after one that failed", async () => {
  const { verdict, results } = await judge([usOnly, euOnly, asWarning(usOnly)]);
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
  test(`skips ${safeguard.safeguard} without its input, and says what to send`, async () => {
    const { verdict, results } = await judge([safeguard]);
    expect(verdict).toBe("blocked");
    expect(results).toEqual([expect.objectContaining({ outcome: "skipped", reason, messages: [says] })]);
  });
}

test("lets a skipped safeguard block a deploy only at level error, and never a plan", async () => {
  const skipped = (verdict: string) => ({ verdict, outcomes: ["skipped"] });
  expect(outcomes(await judge([noSecrets], {}, "deploy"))).toEqual(skipped("blocked"));
  expect(outcomes(await judge([asWarning(noSecrets)], {}, "deploy"))).toEqual(
    skipped("allowed-with-warnings"),
  );
  expect(outcomes(await judge([noSecrets], {}, "plan"))).toEqual(skipped("allowed-with-warnings"));
  expect(outcomes(await judge([asWarning(noSecrets)], {}, "plan"))).toEqual(skipped("allowed-with-warnings"));
});

test("blocks a plan that fails", async () => {
  expect(outcomes(await judge([noSecrets, usOnly], {}, "plan"))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped", "failed"],
  });
});

test("judges an empty template, declaration and version as sent", async () => {
  const input = { template: { Resources: {} }, declaration: {}, frameworkVersion: "" };
  expect(outcomes(await judge([noSecrets, hasRole, version3], input))).toEqual({
    verdict: "blocked",
    outcomes: ["passed", "failed", "failed"],
  });
});

test("fails a policy that does not exist, at the safeguard's level", async () => {
  const unknown = { ...euOnly, safeguard: "allowed-region" };
  const { verdict, results } = await judge([unknown, asWarning(unknown)]);
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "warned"]);
  expect(results[0]?.messages).toEqual([
    'There is no policy "allowed-region". Did you mean allowed-regions? Correct the profile.',
  ]);
});

test("fails settings that do not fit, also when the input is missing", async () => {
  const { results } = await judge([{ ...version3, settings: "newest" }]);
  expect(results).toEqual([
    expect.objectContaining({
      outcome: "failed",
      messages: ["$.settings: must be a range of semantic versions, such as ^3.38.0"],
    }),
  ]);
});

test("fails a policy that throws, and reports the cause to the log alone", async () => {
  const thrown: [string, unknown][] = [];
  const cause = new Error("the reason");
  const declaration = {
    get provider(): unknown {
      throw cause;
    },
  };
  const { verdict, results } = await evaluate(
    { safeguards: [hasRole, euOnly], purpose: "deploy", input: { target, declaration } },
    { ...ports, policyThrew: (policy, error) => thrown.push([policy, error]) },
  );
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "passed"]);
  expect(results[0]?.messages).toEqual([
    "The policy require-cfn-role could not judge this deploy. This is a fault of Stagepass, and its log says more.",
  ]);
  expect(thrown).toEqual([["require-cfn-role", cause]]);
});

test("fails what it had no time to judge", async () => {
  let seconds = 0;
  const slow = { ...ports, now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds++)) };
  const { verdict, results } = await evaluate(
    { safeguards: [euOnly, euOnly, euOnly, euOnly], purpose: "deploy", input: { target } },
    slow,
  );
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "passed", "failed"]);
  expect(results[3]?.messages).toEqual([
    "Not judged: the safeguards before this one took too long. Simplify their settings.",
  ]);
});

test("reads a template from text", async () => {
  const template = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n";
  expect(outcomes(await judge([noSecrets], { template }))).toEqual({
    verdict: "allowed",
    outcomes: ["passed"],
  });
});

test("lets others have their turn while it reads a large template, and between the safeguards", async () => {
  let pauses = 0;
  const counting = { ...ports, pause: async () => void pauses++ };
  const template = `Resources: {}\nMetadata:\n${" - x\n".repeat(20_000)}`;
  await evaluate({ safeguards: [], purpose: "deploy", input: { target, template } }, counting);
  expect(pauses).toBeGreaterThan(10);
  pauses = 0;
  await evaluate({ safeguards: [euOnly, usOnly], purpose: "deploy", input: { target } }, counting);
  expect(pauses).toBe(2);
});

test("gives up on a template that others leave it no time to read", async () => {
  let seconds = 0;
  const slow = { ...ports, now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds++)) };
  const template = `Resources: {}\nMetadata:\n${" - x\n".repeat(20_000)}`;
  await expect(
    evaluate({ safeguards: [], purpose: "deploy", input: { target, template } }, slow),
  ).rejects.toMatchObject({ code: "unavailable" });
});

test("refuses a template that is none, even when no safeguard looks at it", async () => {
  for (const template of ["hello", {}, { Resources: [] }]) {
    await expect(judge([], { template })).rejects.toThrow(Problem);
  }
});

test("gives the place of a template's mistake as the caller knows it", async () => {
  const question: Question = { safeguards: [], purpose: "deploy", input: { target, template: {} } };
  await expect(evaluate(question, ports)).rejects.toThrow(/^\$\.template\.Resources: is required/);
  await expect(evaluate(question, ports, ["input", "template"])).rejects.toThrow(
    /^\$\.input\.template\.Resources: /,
  );
});

test("keeps the answer small when a template breaks a rule many times", async () => {
  const values = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`V${index}`, `a://b:${"x".repeat(9)}@c`]),
  );
  const resource = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: values } } };
  const template = { Resources: { ["F".repeat(5_000)]: resource } };
  const [result] = (await judge([noSecrets], { template })).results;
  expect(result?.messages).toHaveLength(51);
  expect(result?.messages.at(-1)).toBe("… and 450 more.");
  expect(Math.max(...(result?.messages ?? []).map(({ length }) => length))).toBeLessThanOrEqual(2_001);
});

test("judges a template of 5 MB in time", async () => {
  const variables = { TABLE: { Ref: "Table" }, TEXT: "github's secret ".repeat(1_600) };
  const resource = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: variables } } };
  const template = JSON.stringify({
    Resources: Object.fromEntries(Array.from({ length: 205 }, (_, index) => [`Function${index}`, resource])),
  });
  expect(template.length).toBeGreaterThan(5_000_000);
  const startedAt = performance.now();
  expect((await judge([noSecrets], { template })).verdict).toBe("allowed");
  // It takes some 0.1 s; the limit leaves room for a busy machine.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
