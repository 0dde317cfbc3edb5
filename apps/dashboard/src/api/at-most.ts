/** Runs what it is given, so many at once, and the rest in its turn. What was given up before its turn never runs. */
export function atMost(count: number): <T>(run: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = () =>
    new Promise<void>((start) => {
      if (running < count) {
        running++;
        start();
      } else waiting.push(start);
    });
  const done = () => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  return async (run, signal) => {
    await turn();
    try {
      signal?.throwIfAborted();
      return await run();
    } finally {
      done();
    }
  };
}
