/** Thrown when a handler takes too long. The handler may still be running. */
export class HandlerTimeout extends Error {
  override readonly name = "HandlerTimeout";

  constructor(timeoutMs: number) {
    super(`The handler did not finish within ${timeoutMs} ms.`);
  }
}

/**
 * Runs work for at most `timeoutMs`, and calls `signOfLife` every `everyMs` meanwhile. Throws what the work throws, or
 * `HandlerTimeout`, and then aborts the signal of the work, so that it can end.
 */
export async function runBounded(
  work: (signal: AbortSignal) => unknown,
  bounds: { readonly timeoutMs: number; readonly everyMs: number; readonly signOfLife: () => void },
): Promise<void> {
  const abort = new AbortController();
  let pulse: NodeJS.Timeout | undefined;
  const beat = () => {
    pulse = setTimeout(() => {
      bounds.signOfLife();
      beat();
    }, bounds.everyMs);
  };
  beat();
  let limit: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    limit = setTimeout(() => {
      const error = new HandlerTimeout(bounds.timeoutMs);
      reject(error);
      abort.abort(error);
    }, bounds.timeoutMs);
  });
  try {
    // A handler that throws synchronously fails like one that rejects.
    await Promise.race([Promise.resolve().then(() => work(abort.signal)), timeout]);
  } finally {
    clearTimeout(pulse);
    clearTimeout(limit);
  }
}
