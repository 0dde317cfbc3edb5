/** How long a worker may run for a task, and how long it has had a processor so far. Both are in milliseconds. */
export interface RunLimit {
  readonly allowedMs: number;
  /** Undefined where the system does not say. */
  spentMs(): number | undefined;
}

/**
 * Calls back once a worker has used up its time. Where the system tells how long it has had a processor, only that
 * counts; elsewhere the clock does.
 */
export function startRunTimer({ allowedMs, spentMs }: RunLimit, onLate: () => void): { stop(): void } {
  const before = spentMs();
  let timer = setTimeout(check, allowedMs);
  function check(): void {
    const now = spentMs();
    const left = before === undefined || now === undefined ? 0 : allowedMs - (now - before);
    // The system counts in steps of 10 ms, so that the last of them may be missing.
    if (left <= stepMs) onLate();
    else timer = setTimeout(check, left);
  }
  return { stop: () => clearTimeout(timer) };
}

const stepMs = 10;
