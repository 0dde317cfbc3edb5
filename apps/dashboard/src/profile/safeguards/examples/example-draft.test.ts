import { expect, test } from "vitest";
import { newExample, templateText, withInput, withoutEmptyName, withTarget } from "./example-draft.ts";

test("an example states only what was typed, so that the defaults apply to the rest", () => {
  const typed = withTarget(withTarget(newExample, { stage: "prod", region: "eu-central-1" }), { region: "" });
  expect(typed.input).toEqual({ target: { stage: "prod" } });
  expect(withTarget(typed, { stage: "" }).input).toEqual({});
});

test("what the form has no field for stays", () => {
  const before = {
    input: { now: "2026-11-20T11:00:00Z", target: { org: "acmecorp" } },
    expect: "passed",
  } as const;
  expect(withInput(withTarget(before, { stage: "prod" }), { template: "Resources: {}" }).input).toEqual({
    now: "2026-11-20T11:00:00Z",
    target: { org: "acmecorp", stage: "prod" },
    template: "Resources: {}",
  });
});

test("an example without a name is saved without one", () => {
  expect(withoutEmptyName(newExample)).toEqual({ input: {}, expect: "failed" });
  expect(withoutEmptyName({ ...newExample, name: "Ireland" }).name).toBe("Ireland");
});

test("a template that is an object is edited as its JSON", () => {
  expect(templateText({ input: { template: { Resources: {} } }, expect: "passed" })).toBe(
    '{\n  "Resources": {}\n}',
  );
  expect(templateText({ input: { template: "Resources: {}" }, expect: "passed" })).toBe("Resources: {}");
});
