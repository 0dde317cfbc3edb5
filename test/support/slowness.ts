import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";

/** Prints how many times longer a fifth of a second of work takes than the processor needs for it. */
const work = `
  const startedAt = performance.now();
  const spentMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1_000; };
  const before = spentMs();
  while (spentMs() - before < 200);
  console.log((performance.now() - startedAt) / (spentMs() - before));
`;

/** How many times longer work takes at the moment because others want the processors, too: 1 on a machine at rest. */
export async function measureSlowness(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", work]);
  return Math.max(1, Number(stdout));
}

/** Demands a limit that holds on a machine at rest. On a busy one it is as many times longer as all work takes there. */
export async function expectWithin(limitMs: number, tookMs: number, what: string): Promise<void> {
  if (tookMs < limitMs) return;
  expect(tookMs, what).toBeLessThan(limitMs * (await measureSlowness()));
}
