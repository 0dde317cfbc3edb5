import { expect, test } from "vitest";
import { inParallel } from "./in-parallel.ts";

test("inParallel returns results in the order of the items, whichever is done first", async () => {
  const results = await inParallel([3, 1, 2], 3, async (ticks) => {
    for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
    return ticks * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});

test("inParallel works on as many items at a time as the limit allows, and never on more", async () => {
  let underWay = 0;
  let most = 0;
  await inParallel(Array.from({ length: 50 }), 10, async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
  });
  expect(most).toBe(10);
});

test("inParallel fails with the first failure", async () => {
  const failing = inParallel([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new Error("no 2");
  });
  await expect(failing).rejects.toThrow("no 2");
});
