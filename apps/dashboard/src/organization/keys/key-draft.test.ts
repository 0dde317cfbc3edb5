import { expect, test } from "vitest";
import { emptyKey, keyInputOf } from "./key-draft.ts";

const now = Date.parse("2026-11-01T00:00:00Z");

test("a list that is left empty limits nothing, since a key with an empty list would cover nothing", () => {
  expect(keyInputOf({ ...emptyKey, name: "ci", stages: ["prod"] }, now)).toEqual({
    role: "deployer",
    name: "ci",
    expiresAt: "2027-01-30T00:00:00.000Z",
    scope: { stages: ["prod"] },
  });
});

test("an admin's key has no scope, whatever was typed before the role was changed", () => {
  const draft = { ...emptyKey, name: "ops", role: "admin", apps: ["shop"], lifetime: "never" } as const;
  expect(keyInputOf(draft, now)).toEqual({ role: "admin", name: "ops", expiresAt: null });
});

test("an end of its own is sent as it was chosen", () => {
  const until = "2026-12-24T18:00:00.000Z";
  expect(keyInputOf({ ...emptyKey, lifetime: "other", until }, now).expiresAt).toBe(until);
});
