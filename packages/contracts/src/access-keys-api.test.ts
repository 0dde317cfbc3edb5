import { expect, test } from "vitest";
import { AccessKeyInput } from "./access-keys-api.ts";
import { mistakesOf } from "./invalid.ts";

const mistakesIn = (input: unknown) => {
  const { error } = AccessKeyInput.safeParse(input);
  return Object.fromEntries((error === undefined ? [] : mistakesOf(error)).map((m) => [m.path, m.message]));
};

test("says which roles there are", () => {
  expect(mistakesIn({ name: "ci", role: "operator" })).toEqual({ "$.role": "must be admin or deployer" });
  expect(mistakesIn({})).toEqual({ "$.role": "must be admin or deployer" });
});

test("says how an expiry is written", () => {
  expect(mistakesIn({ role: "admin", name: "ci", expiresAt: "tomorrow" })).toEqual({
    "$.expiresAt":
      "must be a time in ISO 8601 with its offset, such as 2027-01-31T12:00:00Z, or null for a key without an expiry",
  });
});

test("says that a list which limits nothing has to be left out", () => {
  expect(mistakesIn({ role: "deployer", name: "ci", scope: { apps: [], stages: "prod" } })).toEqual({
    "$.scope.apps": "must name at least one; leave it out for a key that covers all apps",
    "$.scope.stages": "must be a list of names of stages",
  });
});

test("a deployer's key without a scope covers everything", () => {
  expect(AccessKeyInput.parse({ role: "deployer", name: "ci" })).toMatchObject({
    scope: {},
    expiresAt: null,
  });
});
