import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import type { PolicyDocument } from "../definition/policy-document.ts";
import type { CustomPolicy, Sandbox } from "../definition/sandbox.ts";
import { javascript } from "./javascript.ts";

const document: PolicyDocument = {
  target: makeTarget(),
  now: "2026-11-20T12:00:00Z",
};

async function sentFor(settings: unknown): Promise<CustomPolicy | undefined> {
  let sent: CustomPolicy | undefined;
  const sandbox: Sandbox = {
    compile: async () => undefined,
    evaluate: async (policy) => {
      sent = policy;
      return [];
    },
  };
  await javascript.evaluate(document, javascript.settings.parse(settings), sandbox);
  return sent;
}

test("javascript takes code as text, as the JSON text that the hosted dashboard stored, and with options", async () => {
  const code = 'declaration.provider.stage == "dev"';
  const policy = { engine: "javascript", source: code };
  expect(await sentFor(code)).toEqual(policy);
  expect(await sentFor(JSON.stringify(code))).toEqual(policy);
  expect(await sentFor({ code, options: { max: 2 } })).toEqual({ ...policy, options: { max: 2 } });
});

test("a script that begins with a quotation mark, and is no JSON string, is taken as code", async () => {
  const code = '"use strict"; declaration.provider.stage == "dev"';
  expect(await sentFor(code)).toEqual({ engine: "javascript", source: code });
});

test("a javascript policy needs the inputs that its code names, also inside a query", () => {
  const needs = (settings: unknown) => javascript.alsoNeeds?.(settings);
  expect(needs("new Date().getDay() < 5")).toEqual([]);
  expect(needs("provider.getStage() === 'prod'")).toEqual(["stage"]);
  expect(needs(JSON.stringify(`jsonata("declaration.provider")`))).toEqual(["declaration"]);
  expect(needs({ code: "module.exports = (policy, { compiled, frameworkVersion }) => {}" })).toEqual([
    "template",
    "framework-version",
  ]);
  expect(needs("module.exports = (policy, service) => check(service)")).toEqual(["declaration"]);
});

test("javascript says where a source does not compile, in either form of the settings", async () => {
  const sandbox: Sandbox = {
    compile: async () => ({ line: 1, column: 3, message: "SyntaxError: unexpected token" }),
    evaluate: async () => [],
  };
  const message = "line 1, column 3: SyntaxError: unexpected token";
  expect(await javascript.check?.("x y", sandbox)).toEqual([{ path: "$", message }]);
  expect(await javascript.check?.({ code: "x y" }, sandbox)).toEqual([{ path: "$.code", message }]);
});

test("javascript refuses settings without code", () => {
  for (const settings of ["", "x".repeat(65_537), {}, [], 1, null, { code: "1", else: 1 }]) {
    expect(javascript.settings.safeParse(settings).success).toBe(false);
  }
});
