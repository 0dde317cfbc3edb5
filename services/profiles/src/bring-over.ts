import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "@stagepass/runtime";
import type { TransferStep } from "./store/transfers.ts";

/** How long to wait until the next attempt, where another replica is at it or something is away. */
const pauseMs = 30_000;

/**
 * Brings over pages one by one until all are, whatever is away meanwhile, or until it is told to stop. Among several
 * replicas, one does it; when that one ends, another goes on where it was.
 */
export async function bringOver(
  bringPage: () => Promise<TransferStep>,
  log: Log,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    const step = await bringPage().catch((error: unknown) => {
      log.warn({ err: error }, "what was deployed is not brought over yet, and it is tried again");
      return "taken" as const;
    });
    if (step === "finished") return;
    if (step === "taken") await wait(pauseMs, undefined, { signal: stopping }).catch(() => {});
  }
}
