/** How a start waits for what it needs: a machine that is busy makes everything slow, and nothing wrong. */
export interface Patience {
  /** After how many milliseconds slowness counts as a failure. */
  readonly limitMs: number;
  /** How often it is said what is being waited for, in milliseconds. */
  readonly sayEveryMs: number;
  /** Told what is being waited for, and for how many seconds it has been. */
  onWaiting(what: string, seconds: number): void;
  /** Aborted when nobody wants the start any more. */
  readonly stopping: AbortSignal;
}

/** The patience of a start in which nobody says otherwise: five minutes for each thing, a word every ten seconds. */
export function patienceOf(changes: Partial<Patience> = {}): Patience {
  return {
    limitMs: 5 * 60_000,
    sayEveryMs: 10_000,
    onWaiting: () => {},
    stopping: new AbortController().signal,
    ...changes,
  };
}

/** Awaits work, however long it takes, and says so now and then. Rejects at once when the start is stopped. */
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
 * Tries again what fails for being slow, until it succeeds or `limitMs` are over, and says now and then that it waits.
 * Throws the last failure, and any other at once.
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
