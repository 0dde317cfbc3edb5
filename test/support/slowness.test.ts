import { expect, test } from "vitest";
import { expectWithin, measureSlowness } from "./slowness.ts";

test("measured slowness is never less than 1", async () => {
  const slowness = await measureSlowness();
  expect(slowness).toBeGreaterThanOrEqual(1);
  expect(slowness).toBeLessThan(Number.POSITIVE_INFINITY);
});

test("expectWithin accepts what is in time, and fails for what takes too long on any machine", async () => {
  await expectWithin(10, 9, "this");
  await expect(expectWithin(10, Number.POSITIVE_INFINITY, "this")).rejects.toThrow("this");
});
