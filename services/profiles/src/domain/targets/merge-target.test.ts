import { expect, test } from "vitest";
import { makeStored } from "../../../test/profile-version.ts";
import { makeNone, makeTarget } from "../../../test/target.ts";
import { mergeTarget, mergeTargetParameter } from "./merge-target.ts";
import { changesOf, nothing } from "./target-changes.ts";

const context = {
  title: 'service "checkout" of storefront',
  values: {
    seal: (_key: string, value: string) => Buffer.from(value),
    unseal: ({ key }: { key: string }) => `value of ${key}`,
  },
};
const current = makeTarget({
  description: "The till",
  provider: "prod",
  requiredParameters: ["A"],
  parameters: [makeStored("A"), makeNone("B")],
});

test("a patch keeps the fields that it leaves out, and null clears the provider", () => {
  expect(changesOf(current, mergeTarget(current, {}, context))).toEqual(nothing);
  const next = mergeTarget(current, { provider: null }, context);
  expect(next).toMatchObject({ provider: null, description: "The till", requiredParameters: ["A"] });
  expect(changesOf(current, next)).toEqual({ fields: ["provider"], parameterKeys: [] });
});

test("no provider at all is another thing than no link", () => {
  const next = mergeTarget(makeTarget(), { provider: { none: true } }, context);
  expect(changesOf(makeTarget(), next).fields).toEqual(["provider"]);
  expect(changesOf(makeTarget({ provider: { none: true } }), next).fields).toEqual([]);
});

test.each([
  ["the same value", { key: "A", value: "value of A" }, []],
  ["another value", { key: "A", value: "new" }, ["A"]],
  ["another sensitivity", { key: "A", sensitive: false }, ["A"]],
  ["none in the place of a value", { key: "A", none: true as const }, ["A"]],
  ["none where there was none", { key: "B", none: true as const }, []],
  ["a key without a value keeps its none", { key: "B" }, []],
  ["a value in the place of none", { key: "B", value: "b" }, ["B"]],
  ["a reference in the place of a value", { key: "A", secretsManager: { secretId: "a" } }, ["A"]],
  ["a new key that has none", { key: "C", none: true as const }, ["C"]],
])("a parameter that is saved by itself with %s changes just that", (_what, given, keys) => {
  const next = mergeTargetParameter(current, given, context);
  expect(changesOf(current, next).parameterKeys).toEqual(keys);
  const kept = next.parameters.map(({ key }) => key);
  expect(kept).toEqual(given.key === "C" ? ["A", "B", "C"] : ["A", "B"]);
});

test("a list that leaves a key out removes it, and another order is a change without a key", () => {
  const less = mergeTarget(current, { parameters: [{ key: "A" }] }, context);
  expect(changesOf(current, less)).toEqual({ fields: ["parameters"], parameterKeys: ["B"] });
  const turned = mergeTarget(current, { parameters: [{ key: "B" }, { key: "A" }] }, context);
  expect(changesOf(current, turned)).toEqual({ fields: ["parameters"], parameterKeys: [] });
});

test("a new key without a value is refused at its place", () => {
  expect(() => mergeTarget(current, { parameters: [{ key: "A" }, { key: "C" }] }, context)).toThrow(
    "$.parameters[1]",
  );
  expect(() => mergeTargetParameter(current, { key: "C" }, context)).toThrow("nothing is stored for C");
});

test("one parameter more than fits is refused, and the service is named", () => {
  const full = makeTarget({ parameters: Array.from({ length: 100 }, (_, index) => makeNone(`K${index}`)) });
  expect(() => mergeTargetParameter(full, { key: "C", value: "c" }, context)).toThrow(
    'one more than 100, the most that the service "checkout" of storefront can have',
  );
  expect(mergeTargetParameter(full, { key: "K1", value: "c" }, context).parameters).toHaveLength(100);
});

test("values that are kept count towards the most that fits", () => {
  const values = { ...context.values, unseal: () => "x".repeat(1024 * 1024) };
  const large = makeTarget({ parameters: [makeStored("A"), makeStored("B")] });
  const add = () => mergeTargetParameter(large, { key: "C", value: "c" }, { ...context, values });
  expect(add).toThrow("would hold more than 2 MiB of values");
});
