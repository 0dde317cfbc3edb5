import { expect, test } from "vitest";
import { didYouMean, nearestNames } from "./nearest-names.ts";

const names = ["storefront", "storage", "billing", "billing-api"];

test("a misspelled name finds the names that it is similar to", () => {
  expect(nearestNames("storefrnt", names)).toEqual(["storefront"]);
});

test("an incomplete name finds the names that begin with it", () => {
  expect(nearestNames("bill", names)).toEqual(["billing", "billing-api"]);
});

test("a name that is similar to none finds none", () => {
  expect(didYouMean("warehouse", names)).toBe("");
});

test("at most three similar names are found", () => {
  expect(nearestNames("a1", ["a2", "a3", "a4", "a5"])).toHaveLength(3);
});
