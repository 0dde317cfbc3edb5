import { Problem } from "@stagepass/contracts";
import type { Outcome, Request } from "../sandbox/child.ts";
import { limits } from "../sandbox/limits.ts";
import { createQueue, type Job } from "./queue.ts";
import { createSeat, type SeatOptions } from "./slot.ts";

/** Processes that take turns at running what is asked for. */
export interface Pool {
  /** The outcome of a run. Rejects with `unavailable` when too many wait, or the machine has no time for it. */
  run(owner: string, request: Request): Promise<Outcome>;
  /** The processes that wait or work at this moment. */
  pids(): number[];
  /** Ends all processes, and refuses what waits or runs. */
  close(): Promise<void>;
}

/** How many processes a pool has, and how they are started. */
export interface PoolOptions extends SeatOptions {
  readonly processes: number;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts a pool. All of its processes are warm when it is answered. */
export async function startPool({ processes, signal, ...options }: PoolOptions): Promise<Pool> {
  signal?.throwIfAborted();
  const queue = createQueue();
  const seats = Array.from({ length: processes }, () => createSeat(queue, options));
  /** How to refuse each run that somebody waits for. */
  const refusals = new Set<(detail: string) => void>();
  let closed = false;
  const close = async () => {
    closed = true;
    for (const refuse of refusals) refuse(isClosing);
    await Promise.all(seats.map((seat) => seat.close()));
  };
  signal?.addEventListener("abort", close);
  try {
    await Promise.all(seats.map((seat) => seat.fill()));
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal?.removeEventListener("abort", close);
  }

  const run = (owner: string, request: Request) =>
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
      const timer = setTimeout(() => refuse(isBusy), limits.totalMs);
      const job: Job = { owner, request, settle, isWanted: () => refusals.has(refuse) };
      refusals.add(refuse);
      if (closed) return refuse(isClosing);
      if (!queue.add(job)) return refuse(isBusy);
      for (const seat of seats) seat.work();
    });
  return { run, pids: () => seats.flatMap((seat) => seat.pid() ?? []), close };
}

const isBusy = "The sandbox for custom policies is busy. Try again.";
const isClosing = "The sandbox for custom policies is closing. Try again.";
