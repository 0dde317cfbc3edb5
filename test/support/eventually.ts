import { setTimeout as wait } from "node:timers/promises";

/** Waits until `probe` answers something that is not undefined, at most ten seconds. */
export async function eventually<T>(probe: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 10_000;
  while (performance.now() < end) {
    const found = await probe();
    if (found !== undefined) return found;
    await wait(20);
  }
  throw new Error(`It did not happen within ten seconds: ${what}`);
}
