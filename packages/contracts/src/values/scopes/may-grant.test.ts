import { expect, test } from "vitest";
import { KeyRole, type Principal } from "../principal.ts";
import { assertMayGrant } from "./may-grant.ts";

const holder = (role: KeyRole, scope = {}): Principal => ({ role, keyId: "key_1", org: "acmecorp", scope });
const grantedBy = (principal: Principal) =>
  KeyRole.options.filter((role) => {
    try {
      assertMayGrant(principal, role);
      return true;
    } catch {
      return false;
    }
  });

test.each([
  ["viewer", ["viewer"]],
  ["planner", ["planner"]],
  ["deployer", ["deployer", "planner"]],
  ["editor", ["viewer", "editor"]],
  ["auditor", ["viewer", "auditor"]],
  ["admin", ["admin", "deployer", "viewer", "planner", "editor", "auditor"]],
] as const)("a %s grants no role that may do more: %j", (role, granted) => {
  expect(grantedBy(holder(role))).toEqual(granted);
});

test("whoever is limited to a part of an organization grants nothing", () => {
  expect(grantedBy(holder("admin", { apps: ["*"] }))).toEqual([]);
});

test("the operator grants every role, since it makes the first keys", () => {
  expect(grantedBy({ role: "operator", keyId: "operator" })).toEqual(KeyRole.options);
});
