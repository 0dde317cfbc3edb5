import { expect, onTestFinished, test, vi } from "vitest";
import { Signal } from "./signal.ts";

test("ends a wait that is under way", async () => {
  const signal = new Signal();
  const waited = signal.wait(60_000);
  signal.raise();
  await waited;
});

test("is not lost when it comes before the wait", async () => {
  const signal = new Signal();
  signal.raise();
  await signal.wait(60_000);
});

test("counts once, however often it was raised", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const signal = new Signal();
  signal.raise();
  signal.raise();
  await signal.wait(60_000);
  const ended = vi.fn();
  void signal.wait(20).then(ended);
  await vi.advanceTimersByTimeAsync(19);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalled();
});
