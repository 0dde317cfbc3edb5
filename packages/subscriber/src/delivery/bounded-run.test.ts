import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HandlerTimeout, runBounded } from "./bounded-run.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const bounds = (signOfLife = () => {}) => ({ timeoutMs: 100, everyMs: 30, signOfLife });

test("signOfLife is called while the work runs, and not afterwards", async () => {
  const signOfLife = vi.fn();
  const work = runBounded(() => new Promise((resolve) => setTimeout(resolve, 70)), bounds(signOfLife));
  await vi.advanceTimersByTimeAsync(500);
  await work;
  expect(signOfLife).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(0);
});

test("work that takes too long throws HandlerTimeout, and its signal is aborted", async () => {
  let told = false;
  const work = runBounded((signal) => {
    signal.addEventListener("abort", () => {
      told = true;
    });
    return new Promise(() => {});
  }, bounds());
  const rejected = expect(work).rejects.toBeInstanceOf(HandlerTimeout);
  await vi.advanceTimersByTimeAsync(100);
  await rejected;
  expect(told).toBe(true);
});

test("work that throws fails the run, even before its first await", async () => {
  const work = () => {
    throw new Error("at once");
  };
  await expect(runBounded(work, bounds())).rejects.toThrow("at once");
});
