/** How a start waits for what it depends on. On a busy machine everything is slow, which is not a failure. */
export interface Patience {
  /** How long a start waits for one thing before that is a failure, in milliseconds. */
  readonly limitMs: number;
  /** How often `onWaiting` is called, in milliseconds. */
  readonly sayEveryMs: number;
  /** Called with what the start waits for, and for how many seconds it has waited. */
  onWaiting(what: string, seconds: number): void;
  /** Aborted when the start should stop. */
  readonly stopping: AbortSignal;
}

/** The patience of a start: by default, it waits five minutes for each thing and reports every ten seconds. */
export function patienceOf(changes: Partial<Patience> = {}): Patience {
  return {
    limitMs: 5 * 60_000,
    sayEveryMs: 10_000,
    onWaiting: () => {},
    stopping: new AbortController().signal,
    ...changes,
  };
}

/** Waits for work however long it takes, and reports regularly. Rejects at once when the start is stopped. */
export async function waitFor<T>(patience: Patience, what: string, work: Promise<T>): Promise<T> {
  const { stopping, sayEveryMs } = patience;
  let abandon = () => {};
  const abandoned = new Promise<never>((_resolve, reject) => {
    abandon = () => reject(stopping.reason);
  });
  let said = 0;
  const timer = setInterval(() => {
    said += 1;
    patience.onWaiting(what, Math.round((said * sayEveryMs) / 1_000));
  }, sayEveryMs);
  stopping.addEventListener("abort", abandon);
  if (stopping.aborted) abandon();
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    clearInterval(timer);
    stopping.removeEventListener("abort", abandon);
  }
}

const pauseMs = 250;

/**
 * Repeats an attempt while it fails for being slow, until it succeeds or `limitMs` are over, and reports regularly.
 * Throws the last such failure, and any other failure at once.
 */
export async function persist<T>(
  patience: Patience,
  what: string,
  attempt: () => Promise<T>,
  isSlow: (error: unknown) => boolean,
): Promise<T> {
  const until = performance.now() + patience.limitMs;
  const tries = async (): Promise<T> => {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isSlow(error) || performance.now() >= until || patience.stopping.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        patience.stopping.throwIfAborted();
      }
    }
  };
  return waitFor(patience, what, tries());
}
