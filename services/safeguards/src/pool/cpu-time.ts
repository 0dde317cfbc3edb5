import { readFileSync } from "node:fs";

// Linux counts in hundredths of a second on every platform that Node runs on (USER_HZ).
const msPerTick = 10;

/**
 * How long a process or a thread has had a processor so far, in milliseconds; undefined where the system does not
 * tell. `stat` is its file in `/proc`. On a busy machine it can wait for seconds without running at all.
 */
export function cpuTimeOf(stat: string): number | undefined {
  try {
    const text = readFileSync(stat, "utf8");
    // The second field, the name, may hold blanks and brackets itself.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]); // utime and stime, see proc(5)
    return Number.isFinite(ticks) ? ticks * msPerTick : undefined;
  } catch {
    return undefined;
  }
}
