import { expect, onTestFinished, test, vi } from "vitest";
import { Signal } from "./signal.ts";

test("raising a signal ends a wait that is under way", async () => {
  const signal = new Signal();
  const waited = signal.wait(60_000);
  signal.raise();
  await waited;
});

test("a signal that is raised before a wait ends that wait at once", async () => {
  const signal = new Signal();
  signal.raise();
  await signal.wait(60_000);
});

test("a signal that is raised several times ends one wait", async () => {
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
