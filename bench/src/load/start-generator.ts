import { fileURLToPath } from "node:url";
import type { Ends } from "../ends.ts";
import { startOrderTaker } from "../processes/order-taker.ts";
import type { LoadFigures, LoadOrder } from "./order.ts";

/** Carries out one order after the other. Rejects with the first answer that is not 200. */
export type Generator = (order: LoadOrder) => Promise<LoadFigures>;

/** Starts the load generator in a process of its own, so that its work does not slow down whoever measures. */
export function startGenerator(ends: Ends): Generator {
  return startOrderTaker(ends, fileURLToPath(new URL("generator.js", import.meta.url)));
}
