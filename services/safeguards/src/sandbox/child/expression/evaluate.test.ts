import { expect, test } from "vitest";
import { textOf } from "../../../../test/document-text.ts";
import { sandboxDocument } from "../../../../test/sandbox-document.ts";
import { evaluateExpression } from "./evaluate.ts";

const text = textOf(sandboxDocument);
const evaluate = (source: string, document = text) =>
  evaluateExpression({ engine: "expression", source, message: "No." }, document, () => {});

for (const source of [
  'target.stage == "prod" && target.region.startsWith("eu-")',
  'resources.exists(r, r.type == "AWS::DynamoDB::Table")',
  'resources.filter(r, r.type == "AWS::Lambda::Function").all(f, !has(f.body.Properties.MemorySize) || f.body.Properties.MemorySize <= 1024)',
  "type(declaration.provider.memorySize) == int && declaration.provider.memorySize == 512",
  "type(declaration.provider.ratio) == double && declaration.provider.ratio < 1",
  'declaration.provider["constructor"] == "own" && declaration.provider.constructor == "own"',
  '!("nothing" in declaration.provider) && !has(declaration.provider.nothing)',
  'declaration.functions.all(name, declaration.functions[name].handler.endsWith(".handler"))',
  'frameworkVersion.matches("^4[.]")',
  'now == timestamp("2026-11-20T12:00:00Z") && now.getDayOfWeek("Europe/Berlin") == 5 && now.getHours("Europe/Berlin") == 13',
  "true // said at the end",
]) {
  test(`an expression passes when it is true: ${source}`, () => {
    expect(evaluate(source)).toEqual([]);
  });
}

test("the message of a false expression is that of the settings, or else names the expression", () => {
  expect(evaluate('target.stage == "dev"')).toEqual(["No."]);
  expect(evaluateExpression({ engine: "expression", source: "1 > 2" }, text, () => {})).toEqual([
    "The deploy does not comply with the expression: 1 > 2",
  ]);
});

for (const [source, reason] of [
  ['"true"', "it must answer true or false, and its answer is of type string"],
  ["resources.map(r, r.type)", "it must answer true or false, and its answer is of type list"],
  ["1 / 0 == 1", "int divide by zero"],
  ["\n  declaration.missing == 1", "there is no field missing; ask with has(…) first"],
  ["target.stage", "it must answer true or false, and its answer is of type string"],
] as const) {
  test(`an expression does not pass unless it is exactly true: ${source}`, () => {
    expect(evaluate(source)).toEqual([expect.stringContaining(`The expression cannot be judged: ${reason}`)]);
  });
}

test("the message about a missing field says its line and column", () => {
  expect(evaluate("true &&\n  declaration.missing == 1")).toEqual([
    expect.stringContaining("(line 2, column 14)"),
  ]);
});

test("an expression that names an input which was not sent does not pass", () => {
  const bare = { facts: { target: text.facts.target, now: text.facts.now }, declaration: "", resources: "" };
  for (const source of ["resources.size() >= 0", "declaration != null", 'frameworkVersion != ""']) {
    expect(evaluate(source, bare)).toEqual([expect.stringContaining("cannot be judged")]);
  }
});

test("an expression reads a moment without an offset in UTC", () => {
  const facts = { ...text.facts, now: "2026-11-20T12:00:00" };
  expect(evaluate('now == timestamp("2026-11-20T12:00:00Z")', { ...text, facts })).toEqual([]);
});

test("the loops of an expression end when its time is up", () => {
  const many = JSON.stringify(
    Array.from({ length: 20_000 }, () => ({ logicalId: "A", type: "T", body: {} })),
  );
  const source = "resources.all(a, resources.all(b, a.type == b.type))";
  expect(evaluate(source, { ...text, resources: many })).toEqual([
    "The policy ran longer than 250 ms and was stopped.",
  ]);
});
