import type { Ports } from "./ports.ts";

/** How much time a piece of work has left. */
export interface TimeLimit {
  readonly startedAt: Date;
  isUp(): boolean;
  /** What the promise resolves to, or `late` when the time is up before. */
  within<T, Late>(promise: Promise<T>, late: Late): Promise<T | Late>;
}

/** Does work that may take `durationMs`. Nothing is interrupted: the work looks at its limit itself. */
export async function withTimeLimit<T>(
  ports: Pick<Ports, "now" | "wait">,
  durationMs: number,
  work: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const startedAt = ports.now();
  const done = new AbortController();
  let hasRung = false;
  const timeIsUp = ports.wait(durationMs, done.signal).then(
    () => {
      hasRung = true;
    },
    () => {}, // Rejected since the work is done.
  );
  try {
    return await work({
      startedAt,
      // The thread may have been too busy for the timer to ring.
      isUp: () => hasRung || ports.now().getTime() - startedAt.getTime() > durationMs,
      within: (promise, late) => Promise.race([promise, timeIsUp.then(() => late)]),
    });
  } finally {
    // Without a reason, an exception with its stack trace is made for each evaluation.
    done.abort("the work is done");
  }
}
