import type { Page } from "playwright-core";

/** How long the browser took from somebody's presses to the next paint, in milliseconds, by its own measure. */
export interface Interaction {
  readonly name: string;
  readonly presses: number;
  readonly p50: number;
  /** The slowest: what `interaction to next paint` is of a visit with fewer than fifty presses. */
  readonly slowest: number;
}

/** Runs in each page: keeps the longest event of each interaction. Those below 16 ms count, but are not measured. */
const watch = `(() => {
  globalThis.presses = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) presses.set(interactionId, Math.max(presses.get(interactionId) ?? 0, duration));
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
})()`;

/** What one page has noted so far. */
const read = `new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve([performance.interactionCount - (globalThis.begun ?? 0), ...presses.values()]), 100)))`;

/** Returns a function that measures what somebody does on one page. */
export async function watchInteractions(
  page: Page,
): Promise<(name: string, interact: () => Promise<void>) => Promise<Interaction>> {
  await page.addInitScript(watch);
  return async (name, interact) => {
    await page.evaluate("globalThis.presses?.clear(), (globalThis.begun = performance.interactionCount), 0");
    await interact();
    const [presses = 0, ...slow] = await page.evaluate<number[]>(read);
    const all = [...slow, ...Array.from({ length: Math.max(0, presses - slow.length) }, () => 16)].sort(
      (one, other) => one - other,
    );
    return { name, presses: all.length, p50: all[Math.floor(all.length / 2)] ?? 0, slowest: all.at(-1) ?? 0 };
  };
}
