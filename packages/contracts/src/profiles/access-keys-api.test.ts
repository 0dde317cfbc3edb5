import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { AccessKeyInput, AccessKeyView } from "./access-keys-api.ts";

const violationsIn = (input: unknown) => {
  const { error } = AccessKeyInput.safeParse(input);
  return Object.fromEntries((error === undefined ? [] : violationsOf(error)).map((m) => [m.path, m.message]));
};

test("an unknown or missing role is a violation that names the roles", () => {
  expect(violationsIn({ name: "ci", role: "operator" })).toEqual({ "$.role": "must be admin or deployer" });
  expect(violationsIn({})).toEqual({ "$.role": "must be admin or deployer" });
});

test("an invalid expiry is a violation that says how one is written", () => {
  expect(violationsIn({ role: "admin", name: "ci", expiresAt: "tomorrow" })).toEqual({
    "$.expiresAt":
      "must be a time in ISO 8601 with its offset, such as 2027-01-31T12:00:00Z, or null for a key without an expiry",
  });
});

test("an empty list in a scope is a violation that says to leave it out", () => {
  expect(violationsIn({ role: "deployer", name: "ci", scope: { apps: [], stages: "prod" } })).toEqual({
    "$.scope.apps": "must name at least one; leave it out for a key that covers all apps",
    "$.scope.stages": "must be a list of names of stages",
  });
});

test("a pattern in the scope of a new key is a violation, since the key would cover nothing", () => {
  const scope = { apps: ["shop", "shop-*"], stages: ["dev", "dev-*", "*", "dev-?", "dev-[ab]"] };
  const exact = expect.stringMatching(/^must be the exact name of a stage: .* list the stages$/);
  expect(violationsIn({ role: "deployer", name: "ci", scope })).toEqual({
    "$.scope.apps[1]": expect.stringMatching(/^must be kebab-case/),
    "$.scope.stages[1]": exact,
    "$.scope.stages[2]": exact,
    "$.scope.stages[3]": exact,
    "$.scope.stages[4]": exact,
  });
});

test("a key that was stored with a pattern in its scope can still be read", () => {
  const { scope } = AccessKeyView.pick({ scope: true }).parse({ scope: { stages: ["dev-*"] } });
  expect(scope).toEqual({ stages: ["dev-*"] });
});

test("a deployer's key without a scope has an empty scope, which limits nothing", () => {
  expect(AccessKeyInput.parse({ role: "deployer", name: "ci" })).toMatchObject({
    scope: {},
    expiresAt: null,
  });
});
