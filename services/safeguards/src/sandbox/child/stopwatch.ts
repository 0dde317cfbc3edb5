import { limits } from "../limits.ts";

/**
 * Answers whether the time of a policy that begins now is up; once it is, it stays so. What counts is time on a processor:
 * a child has a low priority and may wait long for its turns. Time of its helping threads is not the policy's.
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
