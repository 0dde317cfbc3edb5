import { limits } from "../sandbox/limits.ts";
import { cpuTimeOf } from "./cpu-time.ts";

/**
 * Calls back once a process has run for the time that a policy has and the grace beyond it. Where the system says how long
 * it really had a processor, only that counts; elsewhere the time on the wall.
 */
export function startRunTimer(
  pid: number,
  onLate: () => void,
  spentBy: (pid: number) => number | undefined = cpuTimeOf,
): { stop(): void } {
  const allowed = limits.runMs + limits.graceMs;
  const before = spentBy(pid);
  let timer = setTimeout(check, allowed);
  function check(): void {
    const now = spentBy(pid);
    const left = before === undefined || now === undefined ? 0 : allowed - (now - before);
    // The system counts in steps of 10 ms, so that the last of them may be missing.
    if (left <= stepMs) onLate();
    else timer = setTimeout(check, left);
  }
  return { stop: () => clearTimeout(timer) };
}

const stepMs = 10;
