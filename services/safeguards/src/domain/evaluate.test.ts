import { type Evaluation, type Input, Problem, type evaluate as Request } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { portsAtNoon as ports } from "../../test/ports.ts";
import { evaluate } from "./evaluate.ts";
import type { Ports } from "./ports.ts";
import type { Sandbox } from "./sandbox.ts";

type Question = Input<typeof Request>;
type Safeguard = Question["safeguards"][number];

const target = {
  org: "acmecorp",
  app: "storefront",
  stage: "prod",
  service: "checkout",
  region: "eu-central-1",
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
  return evaluate({ safeguards, purpose, unsent: "blocks", input: { target, ...input } }, ports);
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

test("says of what did not pass how to keep the rule, and where its page is", async () => {
  const advice = { fix: expect.stringMatching(/^Deploy to/), docs: "docs/safeguards/allowed-regions.md" };
  const elsewhere = { ...usOnly, scope: { stages: ["dev"] } };
  const { results } = await judge([usOnly, asWarning(usOnly), euOnly, elsewhere, noSecrets]);
  expect(results[0]).toMatchObject(advice);
  expect(results[1]).toMatchObject(advice);
  for (const quiet of results.slice(2, 4)) expect(Object.keys(quiet)).not.toContain("fix");
  expect(results[4]).toMatchObject({ docs: "docs/safeguards/no-secret-env-vars.md" });
});

test("skips what is out of scope, which says nothing against the deploy", async () => {
  const { verdict, results } = await judge([
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

test("shows what an exemption excuses, and judges the rest", async () => {
  const safeguard = { ...noWildcards, exemptions: [legacy] };
  const [both] = (await judge([safeguard], { template })).results;
  expect(both).toMatchObject({
    outcome: "failed",
    messages: [expect.stringContaining("NewRole")],
    exemptions: [{ ...legacy, messages: [expect.stringContaining("LegacyRole")] }],
  });
  const { verdict, results } = await judge([safeguard], {
    template: { Resources: { LegacyRole: role(wild) } },
  });
  expect(verdict).toBe("allowed");
  expect(results).toMatchObject([{ outcome: "passed", messages: [], exemptions: [legacy] }]);
});

test("shows no exemption that had nothing to excuse", async () => {
  const [result] = (await judge([{ ...noWildcards, exemptions: [legacy] }], { template: { Resources: {} } }))
    .results;
  expect(Object.keys(result ?? {})).not.toContain("exemptions");
});

test("says behind the violations that an exemption has ended, by its own clock and not by the caller's", async () => {
  const exemptions = [{ ...legacy, until: "2026-11-20T12:00:00Z" }];
  const input = { template, now: "2026-11-01T00:00:00Z" };
  const [result] = (await judge([{ ...noWildcards, exemptions }], input)).results;
  expect(result?.outcome).toBe("failed");
  expect(result?.messages).toHaveLength(3);
  expect(result?.messages.at(-1)).toBe("The exemption by ada@example.com ended on 2026-11-20T12:00:00Z.");
});

test("takes an exemption from the whole safeguard for all that can be wrong with it", async () => {
  const exemptions = [{ ...legacy, what: { stages: ["prod"] } }];
  const { verdict, results } = await judge([
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

test("does not let an exemption of resources make up for an input that is missing", async () => {
  const exemptions = [{ ...legacy, what: { resources: ["*"] } }];
  expect(outcomes(await judge([{ ...noWildcards, exemptions }]))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped"],
  });
});

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

test("fails what it had no time to judge", async () => {
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

const custom: Safeguard = { name: "Ours", safeguard: "javascript", enforcementLevel: "error", settings: "1" };

function judgeCustom(judgeInSandbox: Sandbox["judge"], more: Partial<Ports> = {}): Promise<Evaluation> {
  const named = (name: string) => ({ ...custom, name, settings: `"${name}", true` });
  const safeguards = [named("first"), euOnly, named("last")];
  const sandbox = { ...ports.sandbox, judge: judgeInSandbox };
  return evaluate(
    { safeguards, purpose: "deploy", unsent: "blocks", input: { target } },
    { ...ports, sandbox, ...more },
  );
}

test("lets custom policies run at the same time, and keeps the order of the results", async () => {
  const open: (() => void)[] = [];
  const { verdict, results } = await judgeCustom(async ({ source }) => {
    // Each waits until the other runs, and the last one answers first.
    await new Promise<void>((resolve) => {
      open.unshift(resolve);
      if (open.length === 2) for (const go of open) go();
    });
    return source.includes("last") ? [{ message: "no" }] : [];
  });
  expect(verdict).toBe("blocked");
  expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
    ["first", "passed"],
    ["EU only", "passed"],
    ["last", "failed"],
  ]);
});

for (const { guarantee, cause, says } of [
  {
    guarantee: "fails what a sandbox that is out of order could not judge",
    cause: new Error("no process"),
    says: "The policy javascript could not judge this deploy. This is a fault of Stagepass, and its log says more.",
  },
  {
    guarantee: "passes on what a busy sandbox says",
    cause: new Problem("unavailable", "The sandbox is busy. Try again."),
    says: "The policy javascript could not judge this deploy. The sandbox is busy. Try again.",
  },
]) {
  test(guarantee, async () => {
    const thrown: unknown[] = [];
    const policyThrew = (_: string, error: unknown) => void thrown.push(error);
    const { verdict, results } = await judgeCustom(() => Promise.reject(cause), { policyThrew });
    expect(verdict).toBe("blocked");
    expect(results.map(({ messages }) => messages)).toEqual([[says], [], [says]]);
    expect(thrown).toEqual([cause, cause]);
  });
}

test.each([
  undefined,
  null,
  true,
  "no",
  {},
  [null],
  ["no"],
  [{}],
  [{ message: 7 }],
  [{ message: "a", resource: 1 }],
])("takes the answer %j for a violation", async (answer) => {
  const { verdict, results } = await judgeCustom(async () => answer as never); // what the types rule out
  expect(verdict).toBe("blocked");
  expect(results[0]?.messages).toEqual([
    "The policy javascript gave no usable answer, which counts as a violation.",
  ]);
});

test("fails a custom policy that does not answer in time, and judges the others", async () => {
  let timeIsUp = () => {};
  let running = 0;
  const neverAnswers: Sandbox["judge"] = () => {
    running += 1;
    if (running === 2) timeIsUp();
    return new Promise(() => {});
  };
  const wait = () =>
    new Promise<void>((resolve) => {
      timeIsUp = resolve;
    });
  const { verdict, results } = await judgeCustom(neverAnswers, { wait });
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "passed", "failed"]);
  expect(results[0]?.messages).toEqual([
    "Not judged in time: this safeguard, or others that ran beside it, took too long. Simplify them.",
  ]);
});

test("stops its clock when all is judged", async () => {
  const signals: AbortSignal[] = [];
  const wait = (_: number, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<void>((_resolve, reject) => signal.addEventListener("abort", reject));
  };
  await judgeCustom(async () => [], { wait });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test("skips a custom policy that names an input which was not sent", async () => {
  const { verdict, results } = await judge([{ ...custom, settings: "compiled.length > 0" }]);
  expect(verdict).toBe("blocked");
  expect(results).toMatchObject([{ outcome: "skipped", reason: "needs-template" }]);
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
  await evaluate(
    { safeguards: [], purpose: "deploy", unsent: "blocks", input: { target, template } },
    counting,
  );
  expect(pauses).toBeGreaterThan(10);
  pauses = 0;
  await evaluate(
    { safeguards: [euOnly, usOnly], purpose: "deploy", unsent: "blocks", input: { target } },
    counting,
  );
  expect(pauses).toBe(2);
});

test("gives up on a template that others leave it no time to read", async () => {
  let seconds = 0;
  const slow = { ...ports, now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds++)) };
  const template = `Resources: {}\nMetadata:\n${" - x\n".repeat(20_000)}`;
  await expect(
    evaluate({ safeguards: [], purpose: "deploy", unsent: "blocks", input: { target, template } }, slow),
  ).rejects.toMatchObject({ code: "unavailable" });
});

test("refuses a template that is none, even when no safeguard looks at it", async () => {
  for (const template of ["hello", {}, { Resources: [] }]) {
    await expect(judge([], { template })).rejects.toThrow(Problem);
  }
});

test("gives the place of a template's mistake as the caller knows it", async () => {
  const input = { target, template: {} };
  const question: Question = { safeguards: [], purpose: "deploy", unsent: "blocks", input };
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

const { region: _region, service: _service, ...unplaced } = target;

function judgeUnplaced(
  safeguards: Safeguard[],
  unsent: Question["unsent"] = "left-to-client",
): Promise<Evaluation> {
  return evaluate({ safeguards, purpose: "deploy", unsent, input: { target: unplaced } }, ports);
}

test("skips what judges the region of a deploy that does not say it, and leaves it to the client that judges", async () => {
  const { verdict, results } = await judgeUnplaced([usOnly]);
  expect(verdict).toBe("allowed-with-warnings");
  expect(results).toMatchObject([
    {
      outcome: "skipped",
      reason: "needs-region",
      messages: ["Send the region: this safeguard judges it."],
    },
  ]);
  expect(await judgeUnplaced([usOnly], "blocks")).toMatchObject({ verdict: "blocked" });
});

test("judges what it can of a deploy that leaves the rest to the client", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  expect(outcomes(await judgeUnplaced([noSecrets, stages]))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped", "failed"],
  });
});

test("judges a deploy that may be in scope, and excuses none that may not be exempt", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const inEurope = { regions: ["eu-*"] };
  const exempt = { what: inEurope, why: "Moving", who: "ada@example.com", until: "2027-01-01T00:00:00Z" };
  const judged = await judgeUnplaced([
    { ...stages, scope: inEurope },
    { ...stages, exemptions: [exempt] },
    { ...stages, scope: { stages: ["dev"] } },
  ]);
  expect(outcomes(judged)).toEqual({ verdict: "blocked", outcomes: ["failed", "failed", "skipped"] });
});

test("skips what judges a stage that is not resolved", async () => {
  const { stage: _, ...unresolved } = unplaced;
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const question = { safeguards: [stages], purpose: "deploy", unsent: "left-to-client" } as const;
  const { results } = await evaluate(
    { ...question, safeguards: [stages], input: { target: unresolved } },
    ports,
  );
  expect(results).toMatchObject([{ outcome: "skipped", reason: "needs-stage" }]);
});
