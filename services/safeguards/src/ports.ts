import { setTimeout } from "node:timers/promises";
import type { Ports } from "./domain/evaluating/ports.ts";
import { createPause } from "./pause.ts";

/** The ports of an evaluation, with the clock and the event loop of this process. */
export function portsWith(outside: Pick<Ports, "policyThrew" | "sandbox" | "yaml">): Ports {
  return {
    now: () => new Date(),
    pause: createPause(),
    wait: (durationMs, signal) => setTimeout(durationMs, undefined, { signal, ref: false }),
    ...outside,
  };
}
