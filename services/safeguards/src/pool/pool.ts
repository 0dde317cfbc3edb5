import { Problem } from "@stagepass/contracts";
import { createQueue, type Job } from "./queue.ts";
import { createSlot, type SlotOptions } from "./slot.ts";
import type { PoolWorker } from "./worker.ts";

/** A fixed number of workers that share the tasks of a queue. */
export interface Pool<Task, Outcome, W> {
  /** The outcome of a task. Rejects with `unavailable` when too many wait, or the machine has no time for it. */
  run(owner: string, task: Task): Promise<Outcome>;
  /** The workers that wait or work at this moment. */
  workers(): W[];
  /** Ends all workers, and refuses what waits or runs. */
  close(): Promise<void>;
}

/** How many workers a pool has, and how they are started. */
export interface PoolOptions<Outcome, W> extends SlotOptions<Outcome, W> {
  /** The pool's name, with which sentences about it begin. */
  readonly name: string;
  readonly size: number;
  /** From the call to the outcome, including the time in the queue, by the clock. */
  readonly totalMs: number;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts a pool. All of its workers are warm when it is answered. */
export async function startPool<Task, Outcome, W extends PoolWorker<Task, Outcome>>({
  name,
  size,
  totalMs,
  signal,
  ...options
}: PoolOptions<Outcome, W>): Promise<Pool<Task, Outcome, W>> {
  const isBusy = `${name} is busy. Try again.`;
  const isClosing = `${name} is closing. Try again.`;
  signal?.throwIfAborted();
  const queue = createQueue<Job<Task, Outcome>>();
  const slots = Array.from({ length: size }, () => createSlot<Task, Outcome, W>(queue, options));
  /** How to refuse each task that somebody waits for. */
  const refusals = new Set<(detail: string) => void>();
  let closed = false;
  const close = async () => {
    closed = true;
    for (const refuse of refusals) refuse(isClosing);
    await Promise.all(slots.map((slot) => slot.close()));
  };
  signal?.addEventListener("abort", close);
  try {
    await Promise.all(slots.map((slot) => slot.fill()));
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal?.removeEventListener("abort", close);
  }

  const run = (owner: string, task: Task) =>
    new Promise<Outcome>((resolve, reject) => {
      const forget = () => {
        clearTimeout(timer);
        refusals.delete(refuse);
        queue.remove(job);
      };
      const refuse = (detail: string) => {
        forget();
        reject(new Problem("unavailable", detail));
      };
      const settle = (outcome: Outcome) => {
        forget();
        resolve(outcome);
      };
      const timer = setTimeout(() => refuse(isBusy), totalMs);
      const job: Job<Task, Outcome> = { owner, task, settle, isWanted: () => refusals.has(refuse) };
      refusals.add(refuse);
      if (closed) return refuse(isClosing);
      if (!queue.add(job)) return refuse(isBusy);
      for (const slot of slots) slot.work();
    });
  return { run, workers: () => slots.flatMap((slot) => slot.worker() ?? []), close };
}
