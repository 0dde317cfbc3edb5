import { SafeguardScope } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { isGuaranteedInScope, isInScope } from "./scope.ts";

const target = makeTarget();

test.each([
  [{}, true],
  [{ stages: ["prod"] }, true],
  [{ stages: ["dev", "pr*d"] }, true],
  [{ stages: ["dev"] }, false],
  [{ services: ["check*"] }, true],
  [{ services: ["billing"] }, false],
  [{ regions: ["eu-*"] }, true],
  [{ regions: ["us-*"] }, false],
  [{ stages: ["prod"], services: ["checkout"], regions: ["eu-*"] }, true],
  [{ stages: ["prod"], services: ["checkout"], regions: ["us-*"] }, false],
])("the scope %j has checkout in prod in Frankfurt: %s", (scope, has) => {
  expect(isInScope(scope, target)).toBe(has);
});

test.each([
  [{}, true],
  [{ stages: ["prod"] }, true],
  [{ services: ["checkout"] }, false],
  [{ stages: ["prod"], regions: ["*"] }, false],
])("a target with unknown parts may be in the scope %j, and is guaranteed to be: %s", (scope, guaranteed) => {
  const { service: _, region: __, ...unknown } = target;
  expect(isInScope(scope, unknown)).toBe(true);
  expect(isGuaranteedInScope(scope, unknown)).toBe(guaranteed);
});

test("a target whose stage is outside of a scope is outside, whatever else is unknown", () => {
  expect(
    isInScope({ stages: ["dev"], regions: ["eu-*"] }, { org: "acmecorp", app: "a", stage: "prod" }),
  ).toBe(false);
});

const names = fc.array(fc.constantFrom("prod", "p*", "dev", "*", "checkout", "eu-*"), { minLength: 1 });
const scope = fc.record({ stages: names, services: names, regions: names }, { requiredKeys: [] });

test("a deploy is in a scope exactly when it is in the scope of each list alone", () => {
  fc.assert(
    fc.property(scope, (whole) => {
      const alone = Object.entries(whole).map(([key, list]) => SafeguardScope.parse({ [key]: list }));
      expect(isInScope(whole, target)).toBe(alone.every((list) => isInScope(list, target)));
    }),
  );
});

test("a scope with a longer list includes at least the same deploys", () => {
  fc.assert(
    fc.property(scope, names, (whole, more) => {
      const longer = { ...whole, ...(whole.stages && { stages: [...whole.stages, ...more] }) };
      if (isInScope(whole, target)) expect(isInScope(longer, target)).toBe(true);
    }),
  );
});
