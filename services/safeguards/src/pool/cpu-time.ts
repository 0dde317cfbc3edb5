import { readFileSync } from "node:fs";

// Linux counts in hundredths of a second on every platform that Node runs on (USER_HZ).
const msPerTick = 10;

/**
 * How long a process has had a processor so far, in milliseconds, or undefined where the system does not say. A child
 * has a low priority: on a busy machine it can wait for seconds without having run at all.
 */
export function cpuTimeOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the name, may hold blanks and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]); // utime and stime, see proc(5)
    return Number.isFinite(ticks) ? ticks * msPerTick : undefined;
  } catch {
    return undefined;
  }
}
