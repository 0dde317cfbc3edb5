import { type Evaluation, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { euOnly, evaluateDeploy, type Safeguard, target } from "../../../test/evaluating.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import type { Sandbox } from "../policies/definition/sandbox.ts";
import { evaluate } from "./evaluate.ts";
import type { Ports } from "./ports.ts";

const custom: Safeguard = { name: "Ours", safeguard: "javascript", enforcementLevel: "error", settings: "1" };

function evaluateCustom(
  evaluateInSandbox: Sandbox["evaluate"],
  more: Partial<Ports> = {},
): Promise<Evaluation> {
  const named = (name: string) => ({ ...custom, name, settings: `"${name}", true` });
  const safeguards = [named("first"), euOnly, named("last")];
  const sandbox = { ...ports.sandbox, evaluate: evaluateInSandbox };
  return evaluate(
    { safeguards, purpose: "deploy", unsent: "blocks", input: { target } },
    { ...ports, sandbox, ...more },
  );
}

test("the evaluation lets custom policies run at the same time, and keeps the order of the results", async () => {
  const open: (() => void)[] = [];
  const { verdict, results } = await evaluateCustom(async ({ source }) => {
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
    guarantee: "fails custom policies while the sandbox does not work",
    cause: new Error("no process"),
    says: "The policy javascript could not judge this deploy. This is a fault of Stagepass, and its log says more.",
  },
  {
    guarantee: "fails custom policies with the message of a busy sandbox",
    cause: new Problem("unavailable", "The sandbox is busy. Try again."),
    says: "The policy javascript could not judge this deploy. The sandbox is busy. Try again.",
  },
]) {
  test(`the evaluation ${guarantee}`, async () => {
    const thrown: unknown[] = [];
    const policyThrew = (_: string, error: unknown) => void thrown.push(error);
    const { verdict, results } = await evaluateCustom(() => Promise.reject(cause), { policyThrew });
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
])("the evaluation takes the answer %j for a violation", async (answer) => {
  const { verdict, results } = await evaluateCustom(async () => answer as never); // what the types rule out
  expect(verdict).toBe("blocked");
  expect(results[0]?.messages).toEqual([
    "The policy javascript gave no usable answer, which counts as a violation.",
  ]);
});

test("the evaluation fails a custom policy that does not answer in time, and evaluates the others", async () => {
  let timeIsUp = () => {};
  let running = 0;
  const neverAnswers: Sandbox["evaluate"] = () => {
    running += 1;
    if (running === 2) timeIsUp();
    return new Promise(() => {});
  };
  const wait = () =>
    new Promise<void>((resolve) => {
      timeIsUp = resolve;
    });
  const { verdict, results } = await evaluateCustom(neverAnswers, { wait });
  expect(verdict).toBe("blocked");
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "passed", "failed"]);
  expect(results[0]?.messages).toEqual([
    "Not judged in time: this safeguard, or others that ran beside it, took too long. Simplify them.",
  ]);
});

test("the evaluation stops its timer when all safeguards are evaluated", async () => {
  const signals: AbortSignal[] = [];
  const wait = (_: number, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<void>((_resolve, reject) => signal.addEventListener("abort", reject));
  };
  await evaluateCustom(async () => [], { wait });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test("the evaluation skips a custom policy that names an input which was not sent", async () => {
  const { verdict, results } = await evaluateDeploy([{ ...custom, settings: "compiled.length > 0" }]);
  expect(verdict).toBe("blocked");
  expect(results).toMatchObject([{ outcome: "skipped", reason: "needs-template" }]);
});

test.each([
  ["javascript", "compiled !== undefined"],
  ["expression", "resources.size() > 0"],
])(
  "the evaluation fails a custom policy in %s that looks at a template with a macro, without running it",
  async (id, settings) => {
    const template = { Transform: "Ours", Resources: { Topic: { Type: "AWS::SNS::Topic" } } };
    const { verdict, results } = await evaluateDeploy([{ ...custom, safeguard: id, settings }], { template });
    expect(verdict).toBe("blocked");
    expect(results[0]?.messages).toEqual([
      expect.stringMatching(/^Not judged: the template has the transform Ours,/),
    ]);
  },
);
