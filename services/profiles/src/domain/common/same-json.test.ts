import fc from "fast-check";
import { expect, test } from "vitest";
import { sameJson } from "./same-json.ts";

test("keys in another order are the same, items in another order are not", () => {
  expect(sameJson({ a: 1, b: { c: [], d: null } }, { b: { d: null, c: [] }, a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: "1" })).toBe(false);
  expect(sameJson(null, {})).toBe(false);
});

test("what has been written as JSON and read again is the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true);
    }),
  );
});
