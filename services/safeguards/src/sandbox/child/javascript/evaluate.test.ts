import { expect, test } from "vitest";
import { textOf } from "../../../../test/document-text.ts";
import { sandboxDocument } from "../../../../test/sandbox-document.ts";
import { evaluateJavascript } from "./evaluate.ts";

const text = textOf(sandboxDocument);
const evaluate = (source: string, options?: unknown, document = text) =>
  evaluateJavascript({ engine: "javascript", source, options }, document, () => {});
const template = 'compiled["cloudformation-template-update-stack.json"]';
const noQuery = ["Must comply with all of the configured queries."];

for (const source of [
  "5 == 5",
  'declaration.provider.stage == "prod"',
  `jsonata("declaration.provider[stage='prod']")`,
  `jsonata("declaration.provider[stage in ['dev','prod']]") && jsonata("$count(declaration.functions.*) = 2")`,
  `jsonata("compiled.*.Resources.*[Type='AWS::DynamoDB::Table'].Properties[BillingMode='PAY_PER_REQUEST']")`,
  `Object.values(${template}.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function").length === 2`,
  `provider.getStage() === "prod" && provider.getRegion() === "eu-central-1"`,
  `Object.keys(declaration.functions).every((name) => provider.naming.getLambdaLogicalId(name) in ${template}.Resources)`,
  `compiled["serverless-state.json"].service.provider.runtime.startsWith("nodejs")`,
  'frameworkVersion.split(".")[0] === "4"',
  'if (declaration.provider.stage === "prod") return true; return false;',
  'const isFriday = new Date().getDay() === 5; isFriday && new Date().getHours() === 12 && Date.now() === Date.parse("2026-11-20T12:00:00Z")',
  "Promise.resolve(true)",
]) {
  test(`a script of the hosted dashboard passes as it is: ${source}`, async () => {
    expect(await evaluate(source)).toEqual([]);
  });
}

for (const source of [
  'declaration.provider.stage == "dev"',
  `jsonata("declaration.provider[stage='dev']")`,
  `jsonata("declaration.provider[stage='prod']") && jsonata("declaration.provider[runtime='python3.9']")`,
  `jsonata("declaration.nothing")`,
  "return false",
  "Promise.resolve(0)",
]) {
  test(`a script whose last value is no yes does not pass: ${source}`, async () => {
    expect(await evaluate(source)).toEqual(noQuery);
  });
}

test("the message about a script's error says its line and column, also when the script became a function", async () => {
  expect(await evaluate("\n  this.is.not(defined)")).toEqual([
    "Error in the policy statement: TypeError: cannot read property 'not' of undefined (line 2, column 10)",
  ]);
  expect(await evaluate("if (nowhere) return 1")).toEqual([
    "Error in the policy statement: ReferenceError: 'nowhere' is not defined (line 1, column 5)",
  ]);
  expect(await evaluate("this is not a valid query")).toEqual([
    expect.stringMatching(/^Error in the policy statement: SyntaxError: .+ \(line 1, column 6\)$/),
  ]);
  expect(await evaluate('jsonata("a[")')).toEqual([expect.stringContaining("Error in the policy statement")]);
});

const stageInTableName = `module.exports = function stageInTableName(policy, service) {
  const stage = service.provider.getStage();
  const { Resources } = service.compiled["cloudformation-template-update-stack.json"];
  let failed = false;
  for (const [name, { Type, Properties }] of Object.entries(Resources)) {
    if (Type === "AWS::DynamoDB::Table" && !Properties.TableName.includes(stage)) {
      failed = true;
      policy.fail("Stage name not in table name: " + name);
    }
  }
  if (!failed) policy.approve();
};
module.exports.docs = "https://example.com/stage-in-table-name";`;

test("a local policy file runs unchanged, and fails for a deploy that breaks it", async () => {
  expect(await evaluate(stageInTableName)).toEqual([]);
  const facts = { ...text.facts, target: { ...text.facts.target, stage: "dev" } };
  expect(await evaluate(stageInTableName, undefined, { ...text, facts })).toEqual([
    "Stage name not in table name: OrdersTable",
  ]);
});

for (const { guarantee, source, options, messages } of [
  { guarantee: "approves", source: "module.exports = (policy) => policy.approve()", messages: [] },
  {
    guarantee: "fails when it also approves",
    source: "module.exports = (policy) => { policy.approve(); policy.fail('a'); policy.fail('b') }",
    messages: ["a", "b"],
  },
  {
    guarantee: "fails when it calls neither approve nor fail",
    source: "module.exports = () => true",
    messages: ["The policy called neither approve nor fail."],
  },
  {
    guarantee: "sees its settings",
    source: "module.exports = (policy, service, options) => policy.fail(`at most ${options.max}`)",
    options: { max: 2 },
    messages: ["at most 2"],
  },
  {
    guarantee: "sees empty settings when it has none",
    source: "module.exports = (policy, service, options) => policy.fail(JSON.stringify(options))",
    messages: ["{}"],
  },
  {
    guarantee: "may be asynchronous",
    source: "module.exports = async (policy) => { await null; policy.fail('later') }",
    messages: ["later"],
  },
  {
    guarantee: "fails when its promise never settles",
    source: "module.exports = async (policy) => { policy.approve(); await new Promise(() => {}) }",
    messages: ["The policy waits for a promise that nothing settles."],
  },
  {
    guarantee: "fails with the message of the error that it throws",
    source: "module.exports = (policy) => { policy.approve();\n throw new Error('no') }",
    messages: ["Error in the policy statement: Error: no (line 2, column 17)"],
  },
]) {
  test(`a local policy ${guarantee}`, async () => {
    expect(await evaluate(source, options)).toEqual(messages);
  });
}

test("a script has no globals for inputs that were not sent", async () => {
  const bare = { facts: { target: text.facts.target, now: text.facts.now }, declaration: "", resources: "" };
  for (const name of ["compiled", "declaration", "frameworkVersion"]) {
    expect(await evaluate(`typeof ${name} === "undefined"`, undefined, bare)).toEqual([]);
  }
});

test("the same script answers the same for the same deploy, also with random numbers and the time", async () => {
  const source = "throw [Math.random(), Math.random(), Date.now(), new Date().getTimezoneOffset()].join()";
  expect(await evaluate(source)).toEqual(await evaluate(source));
});

test("a script that takes too much time or memory is stopped", async () => {
  expect(await evaluate("for (;;);")).toEqual(["The policy ran longer than 250 ms and was stopped."]);
  expect(await evaluate("new ArrayBuffer(2 ** 26)")).toEqual(["The policy used more than 32 MB of memory."]);
});

test("a script does not find what another one left behind", async () => {
  await evaluate("globalThis.left = Object.prototype.left = true");
  expect(await evaluate("typeof left === 'undefined' && !('left' in {})")).toEqual([]);
});
