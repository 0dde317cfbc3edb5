import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 10;

/**
 * Polls `condition` until it returns a value, and returns that value. Returns undefined when there is none within
 * `timeoutMs`.
 */
export async function waitUntil<T>(
  condition: () => Promise<T | undefined>,
  timeoutMs: number,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined || performance.now() > deadline) return value;
    await delay(POLL_MS);
  }
}
