import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DeadlineError, withinDeadline } from "./deadline.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("withinDeadline returns a result in time, and leaves no timer behind", async () => {
  await expect(withinDeadline(100, async () => "answer")).resolves.toBe("answer");
  expect(vi.getTimerCount()).toBe(0);
});

test("withinDeadline passes on a failure in time", async () => {
  await expect(withinDeadline(100, async () => Promise.reject(new Error("refused")))).rejects.toThrow(
    "refused",
  );
});

test("withinDeadline ends after its limit even when the work ignores that it is aborted", async () => {
  const outcome = withinDeadline(100, () => new Promise(() => {})).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  expect(await outcome).toBeInstanceOf(DeadlineError);
});

test("withinDeadline aborts what still runs when its time is over", async () => {
  const signals: AbortSignal[] = [];
  const outcome = withinDeadline(100, (signal) => {
    signals.push(signal);
    return new Promise(() => {});
  }).catch(() => {});
  expect(signals[0]?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  await outcome;
  expect(signals[0]?.aborted).toBe(true);
});

test("withinDeadline aborts what still runs when a part of the work fails", async () => {
  const signals: AbortSignal[] = [];
  const outcome = withinDeadline(100, (signal) => {
    signals.push(signal);
    return Promise.all([new Promise(() => {}), Promise.reject(new Error("refused"))]);
  });
  await expect(outcome).rejects.toThrow("refused");
  expect(signals[0]?.aborted).toBe(true);
});
