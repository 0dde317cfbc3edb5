import { limits } from "../limits.ts";

/**
 * Answers a function that tells whether the time of a policy that begins now is up. Only time on a processor counts,
 * since a child has a low priority and may wait long for one. Time of its helper threads does not count.
 */
export function startStopwatch(): () => boolean {
  const startedAt = process.hrtime.bigint();
  const before = process.cpuUsage();
  let up = false;
  return () => {
    if (up) return true;
    const passedMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    const { user, system } = process.cpuUsage(before);
    up = Math.min(passedMs, (user + system) / 1_000) > limits.runMs;
    return up;
  };
}
