import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { AccessKeyInput, AccessKeyView } from "./access-keys-api.ts";

const violationsIn = (input: unknown) => {
  const { error } = AccessKeyInput.safeParse(input);
  return Object.fromEntries((error === undefined ? [] : violationsOf(error)).map((m) => [m.path, m.message]));
};

test("an unknown or missing role is a violation that names the roles", () => {
  const roles = "must be viewer, planner, deployer, editor, auditor or admin";
  expect(violationsIn({ name: "ci", role: "operator" })).toEqual({ "$.role": roles });
  expect(violationsIn({})).toEqual({ "$.role": roles });
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
    "$.scope.stages": "must be a list of names or patterns of stages",
  });
});

test.each(["deployer", "planner", "viewer"])("the key of a %s can have patterns and exceptions", (role) => {
  const scope = {
    apps: ["shop-*", "!shop-secret"],
    stages: ["!prod"],
    services: ["api", "*-worker"],
    profiles: ["dev*"],
  };
  expect(AccessKeyInput.parse({ role, name: "ci", scope })).toMatchObject({ role, scope });
});

test.each(["admin", "editor", "auditor"])("the key of an %s cannot be limited", (role) => {
  expect(violationsIn({ role, name: "ops", scope: { apps: ["shop"] } })).toHaveProperty("$.scope");
  expect(AccessKeyInput.parse({ role, name: "ops" })).toMatchObject({ role });
});

test("a pattern that can match nothing is a violation at its place", () => {
  const scope = {
    apps: ["Shop", "-shop*"],
    stages: ["dev-?", "dev-[ab]", "dev", "!prod"],
    services: ["*", "!*"],
    profiles: ["!"],
  };
  expect(violationsIn({ role: "deployer", name: "ci", scope })).toEqual({
    "$.scope.apps[0]": expect.stringMatching(/^can match no name/),
    "$.scope.apps[1]": expect.stringMatching(/^can match no name/),
    "$.scope.stages[0]": expect.stringMatching(/only \* stands for/),
    "$.scope.stages[1]": expect.stringMatching(/only \* stands for/),
    "$.scope.stages[3]": expect.stringMatching(/^excepts nothing/),
    "$.scope.services[0]": "can match nothing: the exception !* takes all of it away",
    "$.scope.services[1]": "excepts everything, so that nothing is left",
    "$.scope.profiles[0]": "must name after the exclamation mark what is excepted",
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
