import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import type { PolicyDocument } from "../definition/policy-document.ts";
import type { CompileError, CustomPolicy, Sandbox } from "../definition/sandbox.ts";
import { expression } from "./expression.ts";

const document: PolicyDocument = {
  target: makeTarget(),
  now: "2026-11-20T12:00:00Z",
};

function sandboxWith(error?: CompileError): Sandbox & { readonly seen: CustomPolicy[] } {
  const seen: CustomPolicy[] = [];
  return {
    seen,
    compile: async () => error,
    evaluate: async (policy) => {
      seen.push(policy);
      return [{ message: "no" }];
    },
  };
}

test("an expression is evaluated in the sandbox, with the message of the settings", async () => {
  const sandbox = sandboxWith();
  const settings = { expression: "1 > 2", message: "Never." };
  expect(await expression.evaluate(document, expression.settings.parse(settings), sandbox)).toEqual([
    { message: "no" },
  ]);
  await expression.evaluate(document, expression.settings.parse("1 > 2"), sandbox);
  expect(sandbox.seen).toEqual([
    { engine: "expression", source: "1 > 2", message: "Never." },
    { engine: "expression", source: "1 > 2" },
  ]);
});

test("an expression needs the inputs that it names as variables", () => {
  const needs = (source: string) => expression.alsoNeeds?.(source);
  expect(needs("target.org == 'acmecorp'")).toEqual([]);
  expect(needs("target.stage == 'prod'")).toEqual(["stage"]);
  expect(needs("resources.all(r, has(declaration.provider)) && frameworkVersion != ''")).toEqual([
    "template",
    "declaration",
    "framework-version",
  ]);
  expect(needs("declaration.resources == null")).toEqual(["declaration"]);
});

test("expression says where a source does not compile, in either form of the settings", async () => {
  const sandbox = sandboxWith({ line: 2, column: 7, message: "there is no variable x." });
  const message = "line 2, column 7: there is no variable x.";
  expect(await expression.check?.("x", sandbox)).toEqual([{ path: "$", message }]);
  expect(await expression.check?.({ expression: "x" }, sandbox)).toEqual([{ path: "$.expression", message }]);
  expect(await expression.check?.("true", sandboxWith())).toEqual([]);
});

test("expression refuses settings without an expression", () => {
  for (const settings of ["", "x".repeat(4_097), {}, [], 1, null, { expression: "true", else: 1 }]) {
    expect(expression.settings.safeParse(settings).success).toBe(false);
  }
});
