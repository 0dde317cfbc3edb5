import { setTimeout as sleep } from "node:timers/promises";
import type { Job, Queue } from "./queue.ts";
import type { PoolWorker, StartWorker } from "./worker.ts";

/** How workers are started, and how long each of them serves. */
export interface SlotOptions<Outcome, W> {
  readonly start: StartWorker<W>;
  /** After how many tasks a worker is replaced by a new one. */
  readonly runsPerWorker: number;
  /** Whether the worker ended before it began with the task. The task then runs once more, in another worker. */
  isLost(outcome: Outcome): boolean;
}

/** One of the workers of a pool: whatever ends it, another one takes its place. */
export interface Slot<W> {
  /** The worker at this moment, if there is one. */
  worker(): W | undefined;
  /** Waits for the first worker. Rejects when it does not start. */
  fill(): Promise<void>;
  /** Runs the next job of the queue, when there is one and a worker that has nothing to do. */
  work(): void;
  /** Ends every worker of this slot, and waits for their end. */
  close(): Promise<void>;
}

const retryMs = 500;

/** A slot without a worker. */
export function createSlot<Task, Outcome, W extends PoolWorker<Task, Outcome>>(
  queue: Queue<Job<Task, Outcome>>,
  { start, runsPerWorker, isLost }: SlotOptions<Outcome, W>,
): Slot<W> {
  let current: W | undefined;
  let busy = false;
  const closing = new AbortController();
  const alive = new Set<Promise<unknown>>();
  const repeated = new WeakSet<Job<Task, Outcome>>();

  const fill = async (awaited: boolean): Promise<void> => {
    const starting = start({ awaited, signal: closing.signal });
    alive.add(starting);
    const started = await starting.finally(() => alive.delete(starting));
    alive.add(started.ended);
    void started.ended.then(() => {
      alive.delete(started.ended);
      leave(started);
    });
    // A worker that is being replaced finishes its task first.
    if (!busy) current?.end();
    current = started;
    work();
  };

  /** A machine can be out of memory or processes for a while; the pool comes back by itself. */
  const refill = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        return await fill(false);
      } catch {
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  };

  const leave = (former: W) => {
    if (current !== former) return;
    current = undefined;
    void refill();
  };

  const work = () => {
    if (current === undefined || busy) return;
    const job = queue.take();
    if (job !== undefined) void run(job, current);
  };

  const run = async (job: Job<Task, Outcome>, worker: W) => {
    busy = true;
    // The task goes on when nobody waits for it any more: starting another worker would cost a busy machine more.
    const outcome = await worker.run(job.task);
    busy = false;
    queue.release(job);
    const repeats = isLost(outcome) && job.isWanted() && !repeated.has(job);
    repeated.add(job);
    if (!(repeats && queue.add(job))) job.settle(outcome);

    if (!worker.isUsable) leave(worker);
    else if (current !== worker) worker.end();
    else if (worker.runs === runsPerWorker) void refill();
    work();
  };

  return {
    worker: () => current,
    fill: () => fill(true),
    work,
    close: async () => {
      closing.abort();
      await Promise.allSettled(alive);
    },
  };
}
