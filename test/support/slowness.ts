import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";

/** A program that prints how many times longer a fifth of a second of work takes than the processor needs for it. */
const work = `
  const startedAt = performance.now();
  const spentMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1_000; };
  const before = spentMs();
  while (spentMs() - before < 200);
  console.log((performance.now() - startedAt) / (spentMs() - before));
`;

/**
 * Measures how many times longer work takes at the moment because the processors are busy. It is 1 on an idle machine.
 */
export async function measureSlowness(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", work]);
  return Math.max(1, Number(stdout));
}

/** Asserts a time limit for an idle machine. On a busy one the limit is multiplied by the measured slowness. */
export async function expectWithin(limitMs: number, tookMs: number, what: string): Promise<void> {
  if (tookMs < limitMs) return;
  expect(tookMs, what).toBeLessThan(limitMs * (await measureSlowness()));
}
