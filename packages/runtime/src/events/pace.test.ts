import { expect, test } from "vitest";
import { roundMs } from "./pace.ts";

test("few events are published soon after the ones before them", () => {
  expect(roundMs(2, 20)).toBe(20);
  expect(roundMs(1, 10_000)).toBe(20);
});

test("when there are many, rounds are fewer, and stay so while there are many", () => {
  expect(roundMs(30, 20)).toBe(75);
  expect(roundMs(16, 75)).toBe(75);
  expect(roundMs(7, 75)).toBe(20);
});

test("the first round after a pause does not take its events for many", () => {
  expect(roundMs(100, 60_000)).toBe(20);
});
