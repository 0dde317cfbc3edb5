import { expect, test } from "vitest";
import { makeTarget } from "../../../../test/support/target.ts";
import { ResolveInput } from "../resolver/resolver.ts";
import { invalid } from "./invalid.ts";

const target = makeTarget();

function violationsIn(input: object) {
  const { error } = ResolveInput.safeParse(input);
  return error === undefined ? [] : invalid(error).facts.errors;
}

test("a complete resolve request has no violations", () => {
  expect(violationsIn(target)).toEqual([]);
});

test("each unknown field is a violation, with its path", () => {
  expect(violationsIn({ ...target, regoin: "x" })).toEqual([
    { path: "$.regoin", message: "is not a known field; remove it" },
  ]);
});

test("a missing field is a violation that says that it is required", () => {
  const { region: _, ...rest } = target;
  expect(violationsIn(rest)).toEqual([{ path: "$.region", message: "is required" }]);
});

test("an invalid name is a violation that states the rule for names", () => {
  expect(violationsIn({ ...target, org: "ACME" })).toEqual([
    { path: "$.org", message: "must be 5 to 39 lower-case letters or digits, such as acmecorp" },
  ]);
});

test("a stage with unresolved variables is valid", () => {
  expect(violationsIn({ ...target, stage: "${opt:stage, 'dev'}" })).toEqual([]);
});

test("a template of another type is a violation that says what a template is", () => {
  expect(violationsIn({ ...target, template: 7 })).toEqual([
    {
      path: "$.template",
      message: "must be a CloudFormation template: an object, or a string that holds JSON or YAML",
    },
  ]);
});

test("violations never repeat the value, which may be secret", () => {
  const { error } = ResolveInput.safeParse({ ...target, purpose: "hunter2", client: "hunter2" });
  expect(error).toBeDefined();
  if (error !== undefined) expect(JSON.stringify(invalid(error).toBody())).not.toContain("hunter2");
});
