import { expect, test } from "vitest";
import { effectiveUse } from "./effective-use.ts";

test.each([
  ["deny", "allow", "deny", "organization"],
  ["allow", "deny", "deny", "profile"],
  ["plan-only", "allow", "allow", "profile"],
  ["allow", undefined, "allow", "organization"],
  [undefined, "plan-only", "plan-only", "profile"],
  [undefined, undefined, "deny", "nobody"],
] as const)(
  "where the organization says %s and the profile %s, clients get %s by the %s",
  (org, profile, use, by) => {
    expect(effectiveUse({ legacy: org }, { legacy: profile })).toEqual({ use, by });
  },
);
