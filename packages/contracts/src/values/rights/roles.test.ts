import { expect, test } from "vitest";
import { type Action, actions } from "./actions.ts";
import { includesRole, may, type Role, roles, rolesThatMay } from "./roles.ts";

const everyAction = Object.keys(actions) as Action[]; // Object.keys forgets the keys
const members = (Object.keys(roles) as Role[]).filter((role) => role !== "operator"); // as above

test.each(everyAction)("some role may %s", (action) => {
  expect(rolesThatMay(action)).not.toEqual([]);
});

test("no role is permitted anything twice", () => {
  for (const { may: permitted } of Object.values(roles))
    expect(new Set(permitted).size).toBe(permitted.length);
});

test("an admin may do whatever every other role of its organization may do", () => {
  for (const role of members) expect(includesRole("admin", role)).toBe(true);
  expect(includesRole("admin", "operator")).toBe(false);
});

test("the operator may do nothing with what is in an organization", () => {
  const inside = everyAction.filter((action) => !/^(session|org|key):/.test(action));
  expect(inside.filter((action) => may("operator", action))).toEqual([]);
});

test("only those who deploy or plan get credentials, and a planner gets none of a deploy", () => {
  expect(rolesThatMay("resolve:deploy")).toEqual(["deployer", "admin"]);
  expect(rolesThatMay("resolve:plan")).toEqual(["planner", "deployer", "admin"]);
});

test("nobody but an admin makes keys or imports a configuration, in which everything can be", () => {
  expect(rolesThatMay("key:manage")).toEqual(["admin", "operator"]);
  expect(rolesThatMay("configuration:write")).toEqual(["admin"]);
});

test("viewers and auditors change nothing", () => {
  const changing = everyAction.filter((action) => /write|manage|report|resolve/.test(action));
  for (const role of ["viewer", "auditor"] as const)
    expect(changing.filter((action) => may(role, action))).toEqual([]);
});

// The body of a profile, of an app and of a service can hold parameters, and the server checks one permission alone.
test.each(["profile:write", "app:write"] as const)("whoever has %s may set parameters as well", (action) => {
  for (const role of rolesThatMay(action)) expect(may(role, "parameter:write")).toBe(true);
});

test("whoever may read the deployments of all may read their own", () => {
  for (const role of rolesThatMay("deployment:read")) expect(may(role, "deployment:read-own")).toBe(true);
});
