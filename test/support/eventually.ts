import { setTimeout as wait } from "node:timers/promises";

/** Long enough for a machine that has much else to do; what takes longer does not happen at all. */
const limitMs = 120_000;

/** Waits until `probe` answers something that is not undefined. Throws after two minutes without it. */
export async function eventually<T>(probe: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const found = await probe();
    if (found !== undefined) return found;
    await wait(20);
  }
  throw new Error(`It did not happen within two minutes: ${what}`);
}
