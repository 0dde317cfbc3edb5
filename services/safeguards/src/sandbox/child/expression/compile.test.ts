import { expect, test } from "vitest";
import { compileExpression } from "./compile.ts";

for (const [source, line, column, message] of [
  ["1 +", 1, 3, "after + a value is missing"],
  ["resources.all(r, r.type == )", 1, 28, "after == a value is missing"],
  ["a\n  && && b", 2, 6, "a value is missing between && and &&"],
  ["target.stage = 'prod'", 1, 14, "= is no operator; compare with =="],
  ["true & false", 1, 6, "& is no operator; write &&"],
  ["target.stage == 'prod", 1, 17, "the text that begins here is never closed with '"],
  ["(true", 1, 1, "this ( is never closed"],
  ["[1, 2) == []", 1, 6, "[ must be closed with ] first"],
  ["true)", 1, 5, "nothing is open that ) could close"],
  ["true false", 1, 6, "an operator is missing before false"],
  ["", 1, 1, "there is no expression"],
  [`${"(".repeat(40)}true${")".repeat(40)}`, 1, 33, "nests more than 32 brackets"],
  ["resource.size() > 0", 1, 1, "there is no variable resource."],
  ["true && stage == 'x'", 1, 9, "there is no variable stage."],
  ["resources.all(r, x.type == '')", 1, 18, "there is no variable x."],
  ["resources.al(target, true)", 1, 10, "there is no function al."],
  ["has(target)", 1, 1, "has(…) takes a field, such as has(declaration.provider)"],
  ["resources.all(1, true)", 1, 10, "all(…) takes a name and an expression, such as x, x > 1"],
  ["Thing{a: 1} == 1", 1, 1, "there is no type Thing"],
] as const) {
  test(`the compiler says where and why ${JSON.stringify(source.slice(0, 40))} cannot be run`, () => {
    expect(compileExpression(source).error).toMatchObject({ line, column, message });
  });
}

test("the compile error of an unknown name carries the known names", () => {
  expect(compileExpression("resource == 1").error?.unknown).toMatchObject({
    name: "resource",
    known: expect.arrayContaining(["resources"]),
  });
});

test("an expression with loops nested three deep does not compile, and one with many loops side by side does", () => {
  const three = "resources.all(a, resources.all(b, resources.all(c, true)))";
  expect(compileExpression(three).error?.message).toContain("at most 2 deep");
  expect(compileExpression("resources.map(a, a.type).filter(b, true).all(c, true)").error).toBeUndefined();
});

test("an expression of more than 500 parts does not compile", () => {
  expect(compileExpression(`true${" && true".repeat(300)}`).error?.message).toContain("more than 500 parts");
});

test("no text makes the compiler of expressions throw", () => {
  for (const source of [
    "`",
    "\\",
    "r'",
    "'''",
    "0x",
    "1e",
    "a.",
    ".a",
    "{1:",
    "\u0000",
    "\ud800",
    "..",
    "// x",
  ]) {
    expect(compileExpression(source).error).toBeDefined();
  }
});
