import { expect, test } from "vitest";
import { trendOf } from "./trend.ts";

/** One value a minute. */
const samplesOf = (values: readonly number[]) =>
  values.map((value, minute) => ({ atMs: minute * 60_000, value }));
const median = { of: "median", tolerance: 0 } as const;

test("a value that stays about the same is flat, however it moves", () => {
  const values = [100, 120, 90, 110, 95, 119, 101, 92, 118];
  expect(trendOf(samplesOf(values), median)).toMatchObject({ first: 100, last: 101, verdict: "flat" });
});

test("a value that rises from third to third by more than a tenth grows", () => {
  const values = [100, 101, 102, 106, 107, 108, 112, 113, 114];
  const trend = trendOf(samplesOf(values), median);
  expect(trend).toMatchObject({ first: 101, last: 113, verdict: "grows" });
  expect(trend.perHour).toBeCloseTo(114, 0);
});

test("a value that rises and falls again is flat", () => {
  expect(trendOf(samplesOf([100, 100, 200, 200, 150, 150]), median).verdict).toBe("flat");
});

test("a value that rises by no more than its tolerance is flat", () => {
  const values = samplesOf([10, 10, 12, 12, 14, 14]);
  expect(trendOf(values, { of: "median", tolerance: 4 }).verdict).toBe("flat");
  expect(trendOf(values, { of: "median", tolerance: 3 }).verdict).toBe("grows");
});

test("of a heap, what is left after the collection of garbage counts", () => {
  const values = samplesOf([50, 90, 130, 50, 140, 240, 51, 190, 340]);
  expect(trendOf(values, { of: "least", tolerance: 0 }).verdict).toBe("flat");
  expect(trendOf(values, median).verdict).toBe("grows");
});

test("without a sample for each third there is no trend", () => {
  expect(() => trendOf(samplesOf([1, 2]), median)).toThrow("three samples");
});
