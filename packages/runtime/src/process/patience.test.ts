import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Patience, patienceOf, persist, waitFor } from "./patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const slow = new Error("slow");
const isSlow = (error: unknown) => error === slow;

/** A patience, with what its `onWaiting` was called with. */
function listening(changes: Partial<Patience> = {}) {
  const said: string[] = [];
  const onWaiting = (what: string, seconds: number) => void said.push(`${what}: ${seconds} s`);
  return { said, patience: patienceOf({ onWaiting, ...changes }) };
}

test("waitFor waits for minutes and reports every ten seconds what for", async () => {
  const { said, patience } = listening();
  const work = waitFor(patience, "NATS", new Promise((resolve) => setTimeout(resolve, 25 * 60_000, "done")));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_001);
  expect(said).toEqual(["NATS: 10 s", "NATS: 20 s"]);
  await vi.advanceTimersByTimeAsync(25 * 60_000);
  expect(await work).toBe("done");
  expect(vi.getTimerCount()).toBe(0);
});

test("persist repeats an attempt that is slow until it succeeds", async () => {
  const { patience } = listening();
  let tries = 0;
  const attempt = async () => {
    if (Date.now() < startedAt + 4 * 60_000) throw slow;
    tries += 1;
    return tries;
  };
  const startedAt = Date.now();
  const work = persist(patience, "Postgres", attempt, isSlow);
  await vi.advanceTimersByTimeAsync(4 * 60_000 + 1_000);
  expect(await work).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("persist gives up after five minutes, and not before, with the error of the last attempt", async () => {
  const { patience } = listening();
  const ended = vi.fn();
  const work = persist(patience, "Postgres", () => Promise.reject(slow), isSlow);
  const rejected = expect(work.finally(ended)).rejects.toBe(slow);
  await vi.advanceTimersByTimeAsync(5 * 60_000 - 1);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  await rejected;
});

test("persist does not repeat an attempt that fails for another reason", async () => {
  const { said, patience } = listening();
  const attempt = vi.fn(() => Promise.reject(new Error("wrong password")));
  await expect(persist(patience, "Postgres", attempt, isSlow)).rejects.toThrow("wrong password");
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(said).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ["what never ends", (patience: Patience) => waitFor(patience, "NATS", new Promise(() => {}))],
  ["what is slow", (patience: Patience) => persist(patience, "NATS", () => Promise.reject(slow), isSlow)],
])("a start that is stopped stops waiting for %s", async (_, wait) => {
  const stop = new AbortController();
  const rejected = expect(wait(patienceOf({ stopping: stop.signal }))).rejects.toThrow("stopped");
  await vi.advanceTimersByTimeAsync(1_000);
  stop.abort(new Error("stopped"));
  await rejected;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(vi.getTimerCount()).toBe(0);
  await expect(wait(patienceOf({ stopping: stop.signal }))).rejects.toThrow();
});
