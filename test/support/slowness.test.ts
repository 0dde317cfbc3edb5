import { expect, test } from "vitest";
import { expectWithin, measureSlowness } from "./slowness.ts";

test("work is never found to take less time than the processor needs for it", async () => {
  const slowness = await measureSlowness();
  expect(slowness).toBeGreaterThanOrEqual(1);
  expect(slowness).toBeLessThan(Number.POSITIVE_INFINITY);
});

test("what is in time passes, and no slowness excuses what has no end", async () => {
  await expectWithin(10, 9, "this");
  await expect(expectWithin(10, Number.POSITIVE_INFINITY, "this")).rejects.toThrow("this");
});
