import { expect, test } from "vitest";
import { atMost } from "./at-most.ts";

test("runs no more at once than it may, and everything in its turn", async () => {
  const limited = atMost(2);
  const finish: (() => void)[] = [];
  const begun: number[] = [];
  const results = [1, 2, 3, 4].map((number) =>
    limited(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => finish.push(resolve));
      return number * 10;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  finish.shift()?.();
  await results[0];
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  for (const each of [2, 3, 4]) {
    await expect.poll(() => finish.length, { message: `${each} has begun` }).toBeGreaterThan(0);
    finish.shift()?.();
  }
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40]);
});

test("goes on after a failure, and never runs what was given up", async () => {
  const limited = atMost(1);
  const given = new AbortController();
  const failing = limited(() => Promise.reject(new Error("away")));
  const givenUp = limited(() => Promise.resolve("ran"), given.signal);
  given.abort();
  await expect(failing).rejects.toThrow("away");
  await expect(givenUp).rejects.toThrow();
  expect(await limited(() => Promise.resolve("next"))).toBe("next");
});
