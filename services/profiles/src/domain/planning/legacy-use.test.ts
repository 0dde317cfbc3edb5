import { LegacyUse } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { legacyUseOf } from "./legacy-use.ts";

test.each([
  [undefined, undefined, "deny"],
  ["allow", undefined, "allow"],
  ["plan-only", undefined, "plan-only"],
  ["deny", undefined, "deny"],
  [undefined, "allow", "allow"],
  ["allow", "allow", "allow"],
  ["plan-only", "allow", "plan-only"],
  ["deny", "allow", "deny"],
  [undefined, "plan-only", "plan-only"],
  ["allow", "plan-only", "allow"],
  ["plan-only", "plan-only", "plan-only"],
  ["deny", "plan-only", "deny"],
  [undefined, "deny", "deny"],
  ["allow", "deny", "deny"],
  ["plan-only", "deny", "deny"],
  ["deny", "deny", "deny"],
] as const)(
  "existing clients of a profile with %s in an organization with %s get %s",
  (profile, org, use) => {
    expect(legacyUseOf(clients(profile), clients(org))).toBe(use);
  },
);

const word = fc.option(fc.constantFrom(...LegacyUse.options), { nil: undefined });

test("existing clients get no more than the profile or the organization allows, and nothing against the deny of either", () => {
  fc.assert(
    fc.property(word, word, (profile, org) => {
      const use = legacyUseOf(clients(profile), clients(org));
      if (use !== "deny") {
        expect([profile, org]).toContain(use);
        expect([profile, org]).not.toContain("deny");
      }
    }),
  );
});

function clients(legacy: LegacyUse | undefined) {
  return legacy === undefined ? {} : { legacy };
}
