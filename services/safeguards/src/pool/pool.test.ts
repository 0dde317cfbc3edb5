import { expect, test } from "vitest";
import { startPool } from "./pool.ts";
import type { PoolWorker, StartWorker } from "./worker.ts";

type Outcome = "done" | "lost" | "broken";

/** A worker whose outcomes are the tasks that it is given. It ends with any but `done`. */
function makeWorker(): PoolWorker<Outcome, Outcome> & { isUsable: boolean; runs: number } {
  let isOver = () => {};
  const ended = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  const worker = {
    runs: 0,
    isUsable: true,
    ended,
    end() {
      worker.isUsable = false;
      isOver();
    },
    async run(task: Outcome) {
      worker.runs++;
      if (task !== "done") worker.end();
      return task;
    },
  };
  return worker;
}

async function startOne(start: StartWorker<ReturnType<typeof makeWorker>>, runsPerWorker = 100) {
  return startPool<Outcome, Outcome, ReturnType<typeof makeWorker>>({
    name: "The pool",
    size: 1,
    totalMs: 60_000,
    runsPerWorker,
    start,
    isLost: (outcome) => outcome === "lost",
  });
}

/** Starts workers and keeps them all. */
function makeStart() {
  const started: ReturnType<typeof makeWorker>[] = [];
  const start = async () => {
    const worker = makeWorker();
    started.push(worker);
    return worker;
  };
  return { start, started };
}

test("a worker that ended is replaced before the next task", async () => {
  const { start, started } = makeStart();
  const pool = await startOne(start);
  expect([await pool.run("a", "broken"), await pool.run("a", "done")]).toEqual(["broken", "done"]);
  expect(started.map(({ runs }) => runs)).toEqual([1, 1]);
});

test("a task whose worker ended before it began runs once more, and no third time", async () => {
  const { start, started } = makeStart();
  const pool = await startOne(start);
  expect(await pool.run("a", "lost")).toBe("lost");
  await pool.run("a", "done");
  expect(started.map(({ runs }) => runs)).toEqual([1, 1, 1]);
});

test("a worker is ended after its number of tasks", async () => {
  const { start, started } = makeStart();
  const pool = await startOne(start, 2);
  for (let run = 0; run < 10; run++) expect(await pool.run("a", "done")).toBe("done");
  expect(started.length).toBeGreaterThan(2);
  expect(started.slice(0, 2).map(({ isUsable }) => isUsable)).toEqual([false, false]);
});

test("a pool of which one worker does not start ends the others", async () => {
  const { start, started } = makeStart();
  const starts = [start, () => Promise.reject(new Error("no memory"))];
  const starting = startPool<Outcome, Outcome, ReturnType<typeof makeWorker>>({
    name: "The pool",
    size: 2,
    totalMs: 60_000,
    runsPerWorker: 100,
    start: async ({ signal }) => {
      const worker = await (starts.shift() ?? start)();
      signal.addEventListener("abort", worker.end);
      return worker;
    },
    isLost: () => false,
  });
  await expect(starting).rejects.toThrow("no memory");
  expect(started.map(({ isUsable }) => isUsable)).toEqual([false]);
});

test("a closed pool refuses tasks, and says to try again", async () => {
  const pool = await startOne(async ({ signal }) => {
    const worker = makeWorker();
    signal.addEventListener("abort", worker.end);
    return worker;
  });
  await pool.close();
  await expect(pool.run("a", "done")).rejects.toThrow("The pool is closing. Try again.");
});
