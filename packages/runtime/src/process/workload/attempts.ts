/** What is counted, how often it may happen, and within how many milliseconds. */
export interface AttemptLimit {
  readonly most: number;
  readonly windowMs: number;
  /** Makes what is thrown for one attempt too many. */
  readonly refuse: () => Error;
  /** The monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

/** How many things are counted at the same time. Beyond it, the one whose window began first is forgotten. */
const mostCounted = 10_000;

/**
 * Makes a function that counts attempts by each of the names that it is given, and throws when there were too many by one of
 * them. A window begins with the first attempt. Each process counts for itself.
 */
export function countAttempts({ most, windowMs, refuse, now = () => performance.now() }: AttemptLimit) {
  const windows = new Map<string, { readonly endsAt: number; attempts: number }>();
  const isWithin = (name: string): boolean => {
    let window = windows.get(name);
    if (window === undefined || window.endsAt <= now()) {
      windows.delete(name);
      window = { endsAt: now() + windowMs, attempts: 0 };
      windows.set(name, window);
      const [oldest] = windows.keys();
      if (windows.size > mostCounted && oldest !== undefined) windows.delete(oldest);
    }
    window.attempts++;
    return window.attempts <= most;
  };
  return (...by: readonly string[]): void => {
    if (!by.map(isWithin).every(Boolean)) throw refuse();
  };
}
