import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limits } from "../sandbox/limits.ts";
import { startRunTimer } from "./run-timer.ts";

const deadline = limits.runMs + limits.graceMs;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** After how many milliseconds a process is late that gets such a share of a processor; undefined when never. */
async function lateAfter(share: number | undefined): Promise<number | undefined> {
  let passedMs = 0;
  let late: number | undefined;
  const onLate = () => {
    late ??= passedMs;
  };
  const spent = () => (share === undefined ? undefined : Math.floor((passedMs * share) / 10) * 10);
  const timer = startRunTimer(1, onLate, spent);
  while (late === undefined && passedMs < 60_000) {
    passedMs++;
    await vi.advanceTimersByTimeAsync(1);
  }
  timer.stop();
  return late;
}

test.each([1, 0.5, 0.1])(
  "a process with %d of a processor ends at the deadline in its own time",
  async (share) => {
    const late = (await lateAfter(share)) ?? Number.NaN;
    expect(late * share).toBeGreaterThanOrEqual(deadline - 10);
    expect(late * share).toBeLessThanOrEqual(deadline + 1);
  },
);

test("a process that gets no processor is not late", async () => {
  expect(await lateAfter(0)).toBeUndefined();
});

test("where the system does not tell, time on the wall counts", async () => {
  expect(await lateAfter(undefined)).toBe(deadline);
});

test("a timer that was stopped does not ring", async () => {
  const onLate = vi.fn();
  startRunTimer(1, onLate, () => undefined).stop();
  await vi.advanceTimersByTimeAsync(10 * deadline);
  expect(onLate).not.toHaveBeenCalled();
});
