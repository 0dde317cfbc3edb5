import { expect, test } from "vitest";
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
  const signal = new Signal();
  signal.raise();
  signal.raise();
  await signal.wait(60_000);
  const started = performance.now();
  await signal.wait(20);
  expect(performance.now() - started).toBeGreaterThan(10);
});
