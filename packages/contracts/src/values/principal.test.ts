import { expect, test } from "vitest";
import { Problem } from "../problems/problem.ts";
import {
  assertCovered,
  assertMay,
  assertMayTarget,
  assertMember,
  assertOwnOrg,
  assertProfileCovered,
  covers,
  Principal,
} from "./principal.ts";

const operator = Principal.parse({ role: "operator", keyId: "operator" });
const keyWith = (scope: object) =>
  Principal.parse({ role: "deployer", keyId: "key_ci", org: "acmecorp", scope });
const prod = { app: "storefront", stage: "prod" };

function problemOf(work: () => void) {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, message: error.message };
  }
  return undefined;
}

test.each([
  ["without limits", {}, true],
  ["for this app", { apps: ["storefront"] }, true],
  ["for this app and stage", { apps: ["storefront"], stages: ["prod"] }, true],
  ["for another app", { apps: ["billing"] }, false],
  ["for this app in another stage", { apps: ["storefront"], stages: ["dev"] }, false],
])("covers() and assertCovered() agree on a key %s", (_, scope, isCovered) => {
  expect(covers(keyWith(scope), prod)).toBe(isCovered);
  expect(problemOf(() => assertCovered(keyWith(scope), prod))?.code).toBe(
    isCovered ? undefined : "forbidden",
  );
});

test("a key that is limited to some stages covers a part of every application", () => {
  const key = keyWith({ stages: ["dev"] });
  expect(covers(key, { app: "storefront" })).toBe(true);
  expect(problemOf(() => assertCovered(key, { app: "storefront" }))).toBeUndefined();
});

test("the operator's key covers no application and belongs to no organization", () => {
  expect(covers(operator, prod) || covers(operator, { app: "storefront" })).toBe(false);
  expect(problemOf(() => assertMember(operator))?.code).toBe("forbidden");
  expect(problemOf(() => assertOwnOrg(operator, "acmecorp"))?.code).toBe("forbidden");
});

test("a target that a key does not cover throws forbidden, with the target and with advice", () => {
  const problem = problemOf(() => assertCovered(keyWith({ apps: ["billing"] }), prod, "Use another."));
  expect(problem?.message).toBe(
    "This key does not cover the app storefront with the stage prod. Use another.",
  );
  const withoutStage = problemOf(() => assertCovered(keyWith({ apps: ["billing"] }), { app: "storefront" }));
  expect(withoutStage?.message).toBe(
    "This key does not cover the app storefront. Ask an admin for a wider key.",
  );
});

test("an organization that is not the key's own throws the same not-found as one that does not exist", () => {
  expect(problemOf(() => assertOwnOrg(keyWith({}), "acmecorp"))).toBeUndefined();
  expect(problemOf(() => assertOwnOrg(keyWith({}), "acmecrop"))).toEqual({
    code: "not-found",
    message: 'There is no organization "acmecrop" that this key belongs to. Did you mean acmecorp?',
  });
});

test.each([
  ["a pattern", { stages: ["pr*"] }, true],
  ["everything but this stage", { stages: ["!prod"] }, false],
  ["this service", { services: ["checkout"] }, true],
  ["another service", { services: ["billing-*"] }, false],
  ["other profiles, which the target does not name", { profiles: ["dev"] }, true],
])("a key for %s covers a target as far as it is named", (_, scope, isCovered) => {
  expect(covers(keyWith(scope), { ...prod, service: "checkout" })).toBe(isCovered);
});

test("a key for some services does not deploy a target that does not name its service", () => {
  const key = keyWith({ services: ["checkout"] });
  expect(problemOf(() => assertMayTarget(key, prod))?.message).toMatch(/does not name its service/);
  expect(problemOf(() => assertMayTarget(key, { ...prod, service: "checkout" }))).toBeUndefined();
  expect(problemOf(() => assertMayTarget(keyWith({}), prod))).toBeUndefined();
});

test("a key for some profiles deploys with no other, and not without one", () => {
  const key = keyWith({ profiles: ["dev-*"] });
  expect(problemOf(() => assertProfileCovered(key, "dev-eu"))).toBeUndefined();
  expect(problemOf(() => assertProfileCovered(key, "prod"))?.code).toBe("forbidden");
  expect(problemOf(() => assertProfileCovered(key, undefined))?.code).toBe("forbidden");
  expect(problemOf(() => assertProfileCovered(keyWith({}), undefined))).toBeUndefined();
});

test("a refusal says which permission is missing, and who has it", () => {
  expect(problemOf(() => assertMay({ role: "viewer" }, "resolve:deploy"))?.message).toBe(
    "This needs the permission resolve:deploy, which deployer and admin have; this key has the role viewer.",
  );
});
