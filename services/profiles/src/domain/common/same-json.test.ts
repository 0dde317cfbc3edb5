import fc from "fast-check";
import { expect, test } from "vitest";
import { sameJson } from "./same-json.ts";

test("values are the same JSON when their keys are in another order, and not when their items are", () => {
  expect(sameJson({ a: 1, b: { c: [], d: null } }, { b: { d: null, c: [] }, a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: "1" })).toBe(false);
  expect(sameJson(null, {})).toBe(false);
});

test("a value is the same JSON as what is read after it was written", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
  );
});
