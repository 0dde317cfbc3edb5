const firstMs = 1_000;
const mostMs = 60_000;

/** The delay after a failed delivery, in milliseconds: one second, doubled with each delivery, at most a minute. */
export function retryDelayMs(delivery: number): number {
  return Math.min(mostMs, firstMs * 2 ** (delivery - 1));
}
