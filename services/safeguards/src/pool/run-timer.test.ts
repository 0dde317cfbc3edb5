import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startRunTimer } from "./run-timer.ts";

const allowedMs = 350;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** After how many milliseconds a worker is late that gets such a share of a processor; undefined when never. */
async function lateAfter(share: number | undefined): Promise<number | undefined> {
  let passedMs = 0;
  let late: number | undefined;
  const onLate = () => {
    late ??= passedMs;
  };
  const spentMs = () => (share === undefined ? undefined : Math.floor((passedMs * share) / 10) * 10);
  const timer = startRunTimer({ allowedMs, spentMs }, onLate);
  while (late === undefined && passedMs < 60_000) {
    passedMs++;
    await vi.advanceTimersByTimeAsync(1);
  }
  timer.stop();
  return late;
}

test.each([1, 0.5, 0.1])(
  "a worker with %d of a processor is late once it has had a processor for the allowed time",
  async (share) => {
    const late = (await lateAfter(share)) ?? Number.NaN;
    expect(late * share).toBeGreaterThanOrEqual(allowedMs - 10);
    expect(late * share).toBeLessThanOrEqual(allowedMs + 1);
  },
);

test("a worker that gets no processor is not late", async () => {
  expect(await lateAfter(0)).toBeUndefined();
});

test("time on the wall counts where the system does not tell the time of the processor", async () => {
  expect(await lateAfter(undefined)).toBe(allowedMs);
});

test("a run timer that was stopped does not call back", async () => {
  const onLate = vi.fn();
  startRunTimer({ allowedMs, spentMs: () => undefined }, onLate).stop();
  await vi.advanceTimersByTimeAsync(10 * allowedMs);
  expect(onLate).not.toHaveBeenCalled();
});
