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

test.each(["admin", "editor", "auditor"] as const)(
  "the key of an %s has no scope, whatever was typed before the role was changed",
  (role) => {
    const draft = { ...emptyKey, name: "ops", role, apps: ["shop"], lifetime: "never" } as const;
    expect(keyInputOf(draft, now)).toEqual({ role, name: "ops", expiresAt: null });
  },
);

test("every list of the scope is sent as it was typed, with its patterns and exceptions", () => {
  const scope = { apps: ["shop-*"], stages: ["!prod"], services: ["api"], profiles: ["dev"] };
  expect(keyInputOf({ ...emptyKey, role: "viewer", ...scope }, now)).toMatchObject({ role: "viewer", scope });
});

test("an end of its own is sent as it was chosen", () => {
  const until = "2026-12-24T18:00:00.000Z";
  expect(keyInputOf({ ...emptyKey, lifetime: "other", until }, now).expiresAt).toBe(until);
});
