import { expect, test } from "vitest";
import { makeTarget } from "../../../../test/support/target.ts";
import { ResolveInput } from "../resolver/resolver.ts";
import { invalid } from "./invalid.ts";

const target = makeTarget();

function violationsIn(input: object) {
  const { error } = ResolveInput.safeParse(input);
  return error === undefined ? [] : invalid(error).facts.errors;
}

test("accepts a complete request", () => {
  expect(violationsIn(target)).toEqual([]);
});

test("names each unknown field with its path", () => {
  expect(violationsIn({ ...target, regoin: "x" })).toEqual([
    { path: "$.regoin", message: "is not a known field; remove it" },
  ]);
});

test("says that a field is missing", () => {
  const { region: _, ...rest } = target;
  expect(violationsIn(rest)).toEqual([{ path: "$.region", message: "is required" }]);
});

test("says the rule that a name breaks", () => {
  expect(violationsIn({ ...target, org: "ACME" })).toEqual([
    { path: "$.org", message: "must be 5 to 39 lower-case letters or digits, such as acmecorp" },
  ]);
});

test("takes a stage as it comes, unresolved variables included", () => {
  expect(violationsIn({ ...target, stage: "${opt:stage, 'dev'}" })).toEqual([]);
});

test("says what a template must be", () => {
  expect(violationsIn({ ...target, template: 7 })).toEqual([
    {
      path: "$.template",
      message: "must be a CloudFormation template: an object, or a string that holds JSON or YAML",
    },
  ]);
});

test("never repeats a value", () => {
  const { error } = ResolveInput.safeParse({ ...target, purpose: "hunter2", client: "hunter2" });
  expect(error).toBeDefined();
  if (error !== undefined) expect(JSON.stringify(invalid(error).toBody())).not.toContain("hunter2");
});
