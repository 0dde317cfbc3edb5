// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { processorMsOf } from "../../../../../test/support/processor-time.ts";
import {
  euOnly,
  evaluateDeploy,
  noSecrets,
  outcomes,
  type Question,
  target,
} from "../../../test/evaluating.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { evaluate } from "./evaluate.ts";

test("the evaluation reads a template from text", async () => {
  const template = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n";
  expect(outcomes(await evaluateDeploy([noSecrets], { template }))).toEqual({
    verdict: "allowed",
    outcomes: ["passed"],
  });
});

test("the evaluation goes by the defaults of the template's own parameters", async () => {
  const variables = { DATABASE: { Ref: "Database" } };
  const template = {
    Parameters: { Database: { Type: "String", Default: "postgres://shop:hunter2@db/shop" } },
    Resources: {
      F: { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: variables } } },
    },
  };
  expect(outcomes(await evaluateDeploy([noSecrets], { template }))).toEqual({
    verdict: "blocked",
    outcomes: ["failed"],
  });
});

test("the evaluation is unavailable when YAML is not read in time, and says that JSON is read faster", async () => {
  const never = { ...ports, yaml: { read: () => new Promise<never>(() => {}) }, wait: async () => {} };
  const input = { target, template: "Resources: {}" };
  const asked = evaluate({ safeguards: [], purpose: "deploy", unsent: "blocks", input }, never);
  await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  await expect(asked).rejects.toThrow("Try again; JSON is read faster than YAML.");
});

test("the evaluation refuses text that is no template, even when no safeguard needs it", async () => {
  for (const template of ["hello", {}, { Resources: [] }]) {
    await expect(evaluateDeploy([], { template })).rejects.toThrow(Problem);
  }
});

test("the path of a template's violation begins where the caller's input stands", async () => {
  const input = { target, template: {} };
  const question: Question = { safeguards: [], purpose: "deploy", unsent: "blocks", input };
  await expect(evaluate(question, ports)).rejects.toThrow(/^\$\.template\.Resources: is required/);
  await expect(evaluate(question, ports, ["input"])).rejects.toThrow(/^\$\.input\.template\.Resources: /);
});

test("the evaluation shows at most 50 violations of a rule, and how many more there are", async () => {
  const values = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`V${index}`, `a://b:${"x".repeat(9)}@c`]),
  );
  const resource = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: values } } };
  const template = { Resources: { ["F".repeat(5_000)]: resource } };
  const [result] = (await evaluateDeploy([noSecrets], { template })).results;
  expect(result?.messages).toHaveLength(51);
  expect(result?.messages.at(-1)).toBe("… and 450 more.");
  expect(Math.max(...(result?.messages ?? []).map(({ length }) => length))).toBeLessThanOrEqual(2_001);
});

test("the evaluation of a template of 5 MB ends in time", async () => {
  const variables = { TABLE: { Ref: "Table" }, TEXT: "github's secret ".repeat(1_600) };
  const resource = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables: variables } } };
  const template = JSON.stringify({
    Resources: Object.fromEntries(Array.from({ length: 205 }, (_, index) => [`Function${index}`, resource])),
  });
  expect(template.length).toBeGreaterThan(5_000_000);
  const spentMs = await processorMsOf(async () => {
    expect((await evaluateDeploy([noSecrets], { template })).verdict).toBe("allowed");
  });
  // It takes some 100 ms; the limit leaves room for the collection of garbage.
  expect(spentMs).toBeLessThan(2_000);
});

test("the evaluation of a small template does not build the huge texts that it describes", async () => {
  let value: unknown = "";
  for (let level = 0; level < 28; level++) value = { "Fn::Sub": ["${a}${a}", { a: value }] };
  const resource = {
    Type: "AWS::Lambda::Function",
    Properties: { Environment: { Variables: { VALUE: value } } },
  };
  const spentMs = await processorMsOf(async () => {
    expect((await evaluateDeploy([noSecrets], { template: { Resources: { F: resource } } })).verdict).toBe(
      "allowed",
    );
  });
  expect(spentMs).toBeLessThan(2_000);
});

test("the evaluation fails policies that need the template when a transform may change its resources", async () => {
  const template = { Transform: "AcmeMacro", Resources: { T: { Type: "AWS::SNS::Topic" } } };
  const { verdict, results } = await evaluateDeploy([noSecrets, euOnly], { template });
  expect(verdict).toBe("blocked");
  expect(results.map(({ messages }) => messages)).toEqual([
    [
      "Not judged: the template has the transform AcmeMacro, which may bring or change any resource. Send the template as it is after its transforms.",
    ],
    [],
  ]);
});
