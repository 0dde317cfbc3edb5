import { setTimeout as wait } from "node:timers/promises";

/** The time limit in milliseconds. It is long enough for a busy machine: what takes longer will not happen at all. */
const limitMs = 120_000;

/** Waits until `probe` returns something other than undefined, and returns that. Throws after two minutes. */
export async function eventually<T>(probe: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const found = await probe();
    if (found !== undefined) return found;
    await wait(20);
  }
  throw new Error(`It did not happen within two minutes: ${what}`);
}
