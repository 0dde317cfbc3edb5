import { once } from "node:events";

/** What has to be stopped or removed at the end, in the reverse order of its start. */
export interface Ends {
  add(end: () => unknown): void;
}

/**
 * Runs work and then all ends that it added, also when it throws, or one of them, and when a signal asks for the end.
 * Throws what went wrong first.
 */
export async function withEnds<T>(work: (ends: Ends) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = [];
  const stopping = new AbortController();
  const stop = (signal: string) => stopping.abort(new Error(`Stopped by ${signal}.`));
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const add = (end: () => unknown) => void ends.push(end);
  const stopped = once(stopping.signal, "abort").then(() => Promise.reject(stopping.signal.reason));
  const [result] = await Promise.allSettled([Promise.race([work({ add }), stopped])]);
  const failures: unknown[] = [];
  for (const end of ends.reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  process.off("SIGINT", stop).off("SIGTERM", stop);
  if (result.status === "rejected") throw result.reason;
  if (failures.length > 0) throw failures[0];
  return result.value;
}
