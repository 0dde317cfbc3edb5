import type { Log } from "../log.ts";
import type { RefusalReason } from "./workload.ts";

/** The refusals of so many milliseconds have one line in the log. */
const togetherMs = 10_000;

/** Counts the requests that are rejected in the metrics, and tells the log of them from time to time. */
export function tellOfRefusals(
  log: Pick<Log, "warn">,
  counter: { inc(labels: { reason: RefusalReason }): void },
): (reason: RefusalReason) => void {
  let counts = { full: 0, share: 0 };
  const tell = () => {
    log.warn(counts, "requests were refused, since there were too many");
    counts = { full: 0, share: 0 };
  };
  return (reason) => {
    counter.inc({ reason });
    if (counts.full + counts.share === 0) setTimeout(tell, togetherMs).unref();
    counts[reason] += 1;
  };
}
