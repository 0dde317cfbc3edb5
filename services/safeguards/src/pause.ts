import { setImmediate as nextTurn } from "node:timers/promises";

/** How long evaluations may hold the thread before other requests run, in milliseconds. */
const heldMs = 2;

/**
 * Makes a function that lets other requests run once evaluations have held the thread for `heldMs`. Until then it
 * resolves at once, since a turn of the event loop for each safeguard costs more than most safeguards.
 */
export function createPause(nowMs = () => performance.now()): () => Promise<void> {
  let heldSince: number | undefined;
  return async () => {
    if (heldSince === undefined) {
      heldSince = nowMs();
      setImmediate(() => {
        heldSince = undefined;
      });
    } else if (nowMs() - heldSince >= heldMs) {
      await nextTurn();
    }
  };
}
