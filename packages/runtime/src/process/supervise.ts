import closeWithGrace from "close-with-grace";

/** What a supervised program can use. */
export interface Supervision {
  /** Aborted when the program has to stop, which can be while it is still starting. */
  readonly stopping: AbortSignal;
  /** Registers how to undo a step that succeeded. The last step is undone first. */
  onStop(undo: () => Promise<void>): void;
}

/** How long a stop may take before the process ends anyway, in milliseconds. */
const graceMs = 60_000;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Starts a program, and undoes its steps, the last one first, on a signal or an uncaught error. If the start fails, the
 * reason is written to standard error and the process exits with the `exitCode` of the error, or 1.
 */
export async function supervise(begin: (supervision: Supervision) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const undos: (() => Promise<void>)[] = [];
  let begun: Promise<unknown> = Promise.resolve();
  const undoAll = async () => {
    stop.abort();
    // A step that is under way has to end first, so that what it opens is closed as well.
    await begun.catch(() => {});
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
  };

  // The library exits at once on a repeated signal, and npm repeats each signal of the terminal.
  const grace = closeWithGrace({ delay: graceMs, logger: false, skip: [...signals] }, async ({ err }) => {
    if (err !== undefined) report(err);
    await undoAll();
  });
  const stopOnce = () => void grace.close();
  for (const signal of signals) process.on(signal, stopOnce);

  try {
    begun = begin({ stopping: stop.signal, onStop: (undo) => undos.push(undo) });
    await begun;
  } catch (error) {
    if (stop.signal.aborted) return;
    grace.uninstall();
    report(error);
    await undoAll();
    process.exitCode = exitCodeOf(error);
    for (const signal of signals) process.off(signal, stopOnce);
  }
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

function exitCodeOf(error: unknown): number {
  const own = error instanceof Error && "exitCode" in error ? error.exitCode : undefined;
  return typeof own === "number" ? own : 1;
}
