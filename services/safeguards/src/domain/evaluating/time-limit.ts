import type { Ports } from "./ports.ts";

/** How much time a piece of work has left. */
export interface TimeLimit {
  readonly startedAt: Date;
  isUp(): boolean;
  /** What the promise resolves to, or `late` when the time is up before. Only for what has to be waited for. */
  within<T, Late>(promise: Promise<T>, late: Late): Promise<T | Late>;
}

/** Does work that may take `durationMs`. Nothing is interrupted: the work looks at its limit itself. */
export async function withTimeLimit<T>(
  ports: Pick<Ports, "now" | "wait">,
  durationMs: number,
  work: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const startedAt = ports.now();
  const spentMs = () => ports.now().getTime() - startedAt.getTime();
  let alarm: Alarm | undefined;
  try {
    return await work({
      startedAt,
      // The thread may have been too busy for the alarm to ring.
      isUp: () => alarm?.hasRung === true || spentMs() > durationMs,
      within: (promise, late) => {
        // Most evaluations wait for nothing, so that a timer for each would be made in vain.
        alarm ??= setAlarm(ports, durationMs - spentMs());
        return Promise.race([promise, alarm.rings.then(() => late)]);
      },
    });
  } finally {
    alarm?.cancel();
  }
}

interface Alarm {
  readonly hasRung: boolean;
  readonly rings: Promise<void>;
  cancel(): void;
}

function setAlarm(ports: Pick<Ports, "wait">, afterMs: number): Alarm {
  const cancelling = new AbortController();
  let hasRung = false;
  const rings = ports.wait(afterMs, cancelling.signal).then(
    () => {
      hasRung = true;
    },
    () => {}, // Rejected since the work is done.
  );
  return {
    get hasRung() {
      return hasRung;
    },
    rings,
    cancel: () => cancelling.abort("the work is done"),
  };
}
