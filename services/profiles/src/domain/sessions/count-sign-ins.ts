import { Problem } from "@stagepass/contracts";

/** How many attempts there may be within a window: enough for people behind one address, and few for a program that guesses. */
const mostAttempts = 30;
const windowMs = 60_000;

/** How many addresses and keys are counted. Beyond it, the one that was counted first is forgotten. */
const mostCounted = 10_000;

/**
 * Makes a function that counts the attempts to sign in, by address and by key. It throws `too-many-requests` for more than
 * thirty within a minute from one address or with one key. `now` is a monotonic clock, in milliseconds.
 */
export function countSignIns(now: () => number): (...by: readonly string[]) => void {
  const windows = new Map<string, { readonly endsAt: number; attempts: number }>();
  const count = (what: string): boolean => {
    let window = windows.get(what);
    if (window === undefined || window.endsAt <= now()) {
      windows.delete(what);
      window = { endsAt: now() + windowMs, attempts: 0 };
      windows.set(what, window);
      const [oldest] = windows.keys();
      if (windows.size > mostCounted && oldest !== undefined) windows.delete(oldest);
    }
    window.attempts++;
    return window.attempts <= mostAttempts;
  };
  return (...by) => {
    if (by.map(count).every(Boolean)) return;
    throw new Problem(
      "too-many-requests",
      "There were too many attempts to sign in within a minute. Wait a minute, and try it again.",
    );
  };
}
