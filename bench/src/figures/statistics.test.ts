import { expect, test } from "vitest";
import { median, percentile, spread } from "./statistics.ts";

test("the median is the middle value, whatever the order, or the mean of two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

test("a percentile of 100 values is the value below which so many of them lie", () => {
  const values = Array.from({ length: 100 }, (_, index) => index);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 1)).toBe(99);
  expect(percentile([], 0.5)).toBeNaN();
});

test("the spread is half of the way between the extremes, as a share of the median", () => {
  expect(spread([90, 100, 120])).toBeCloseTo(0.15);
  expect(spread([100])).toBe(0);
});
