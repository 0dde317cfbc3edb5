import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../sandbox/child.ts";
import type { Launch } from "../sandbox/launch.ts";
import type { Job, Queue } from "./queue.ts";

/** How children are started, and how long each of them serves. */
export interface SeatOptions {
  /** After how many runs a child is replaced by a new one. */
  readonly runsPerProcess: number;
  readonly launch: Launch;
}

/** A place in the pool, taken by one child after the other. */
export interface Seat {
  /** The process that sits here, if one does. */
  pid(): number | undefined;
  /** Waits for the first child. Rejects when it does not start. */
  fill(): Promise<void>;
  /** Runs the next job of the queue, when there is one and a child that has nothing to do. */
  work(): void;
  /** Ends every child of this seat, and waits for their end. */
  close(): Promise<void>;
}

const retryMs = 500;

/** A seat without a child. */
export function createSeat(queue: Queue, { runsPerProcess, launch }: SeatOptions): Seat {
  let child: Child | undefined;
  let busy = false;
  const closing = new AbortController();
  const alive = new Set<Promise<unknown>>();
  const repeated = new WeakSet<Job>();

  const fill = async (awaited: boolean): Promise<void> => {
    const starting = startChild({ launch, awaited, signal: closing.signal });
    alive.add(starting);
    const started = await starting.finally(() => alive.delete(starting));
    alive.add(started.ended);
    void started.ended.then(() => {
      alive.delete(started.ended);
      leave(started);
    });
    // One that is being relieved finishes its run first.
    if (!busy) child?.kill();
    child = started;
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

  /** Whatever ended a child, another one takes its place. */
  const leave = (former: Child) => {
    if (child !== former) return;
    child = undefined;
    void refill();
  };

  const work = () => {
    if (child === undefined || busy) return;
    const job = queue.take();
    if (job !== undefined) void run(job, child);
  };

  const run = async (job: Job, worker: Child) => {
    busy = true;
    // It goes on when nobody waits any more: to end the process and start another would cost a busy machine more.
    const outcome = await worker.run(job.request);
    busy = false;
    queue.release(job);
    const repeats = outcome.kind === "not-begun" && job.isWanted() && !repeated.has(job);
    repeated.add(job);
    if (!(repeats && queue.add(job))) job.settle(outcome);

    if (outcome.kind !== "judged" && outcome.kind !== "compiled") leave(worker);
    else if (child !== worker) worker.kill();
    else if (worker.runs === runsPerProcess) void refill();
    work();
  };

  return {
    pid: () => child?.pid,
    fill: () => fill(true),
    work,
    close: async () => {
      closing.abort();
      await Promise.allSettled(alive);
    },
  };
}
