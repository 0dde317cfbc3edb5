import { expect, test } from "vitest";
import { arrivalsOf } from "./arrivals.ts";

const phases = [
  { perSecond: 100, seconds: 10 },
  { perSecond: 300, seconds: 20 },
  { perSecond: 50, seconds: 10 },
];
const countIn = (arrivals: readonly number[], fromMs: number, toMs: number) =>
  arrivals.filter((at) => at >= fromMs && at < toMs).length;

test("each phase has about as many arrivals per second as it asks for", () => {
  const arrivals = arrivalsOf(phases);
  const perSecond = [
    countIn(arrivals, 0, 10_000) / 10 / 100,
    countIn(arrivals, 10_000, 30_000) / 20 / 300,
    countIn(arrivals, 30_000, 40_000) / 10 / 50,
  ];
  for (const ofWhatWasAsked of perSecond) expect(Math.abs(ofWhatWasAsked - 1)).toBeLessThan(0.15);
  expect(countIn(arrivals, 40_000, Number.POSITIVE_INFINITY)).toBe(0);
});

test("arrivals follow each other at random intervals, with short ones more often than long ones", () => {
  const arrivals = arrivalsOf([{ perSecond: 100, seconds: 100 }]);
  const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  // Of a Poisson process, 1 - 1/e of the intervals are shorter than their mean.
  expect(gaps.filter((gap) => gap < 10).length / gaps.length).toBeCloseTo(1 - 1 / Math.E, 1);
});

test("every run has the same arrivals", () => {
  expect(arrivalsOf(phases)).toEqual(arrivalsOf(phases));
});
