import { expect, test } from "vitest";
import { didYouMean, nearestNames } from "./nearest-names.ts";

const names = ["storefront", "storage", "billing", "billing-api"];

test("finds the names that a slip of the finger could have meant", () => {
  expect(nearestNames("storefrnt", names)).toEqual(["storefront"]);
});

test("finds the names that were typed in part", () => {
  expect(nearestNames("bill", names)).toEqual(["billing", "billing-api"]);
});

test("says nothing rather than something far-fetched", () => {
  expect(didYouMean("warehouse", names)).toBe("");
});

test("names at most three", () => {
  expect(nearestNames("a1", ["a2", "a3", "a4", "a5"])).toHaveLength(3);
});
