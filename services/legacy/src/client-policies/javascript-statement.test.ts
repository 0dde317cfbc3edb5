import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { statementOf } from "./javascript-statement.ts";

const template = {
  Resources: { Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "t-dev" } } },
};
const service = {
  compiled: { "cloudformation-template-update-stack.json": template },
  declaration: { provider: { stage: "dev" } },
  provider: { getStage: () => "dev" },
  frameworkVersion: "1.83.3",
};

/** As the clients run one: its last value decides. */
function passes(settings: unknown): boolean {
  return Boolean(runInContext(statementOf(settings) ?? "false", createContext({ ...service })));
}

const inTableName = `module.exports = function stageInTableName(policy, service, options) {
  const stage = service.provider.getStage();
  const { Resources } = service.compiled["cloudformation-template-update-stack.json"];
  for (const { Properties } of Object.values(Resources)) {
    if (!Properties.TableName.includes(stage + options.suffix)) policy.fail("no stage");
  }
  policy.approve();
};`;

test.each<[code: unknown, passes: boolean]>([
  ["declaration.provider.stage === 'dev'", true],
  ["declaration.provider.stage === 'prod'", false],
  ["const { provider: { stage } } = declaration; stage !== 'dev'", false],
  ["const stage = provider.getStage();\nreturn stage === 'dev';", true],
  ["return false // not today", false],
  [JSON.stringify("frameworkVersion === '1.83.3'"), true],
  [{ code: inTableName, options: { suffix: "" } }, true],
  [{ code: inTableName, options: { suffix: "-no" } }, false],
  ["exports.policy = 1; module.exports = (policy) => policy.approve()", true],
  ["module.exports = () => {}", false],
  ["module.exports = (policy) => { policy.approve(); policy.fail('after all'); }", false],
])("the code %j decides the same for the clients as on the server: %s", (code, expected) => {
  expect(passes(code)).toBe(expected);
});

test.each([
  "(async () => false)()",
  "Promise.resolve(false)",
  "module.exports = async (policy) => policy.fail()",
  "if (",
  "return (",
  { options: {} },
  null,
  7,
])("code is not translated that the clients cannot parse, or would let pass: %j", (settings) => {
  expect(statementOf(settings)).toBeUndefined();
});
