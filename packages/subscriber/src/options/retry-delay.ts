const firstMs = 1_000;
const mostMs = 60_000;

/** How long to wait before a delivery that failed is tried again, in milliseconds: doubling, from a second to a minute. */
export function retryDelayMs(delivery: number): number {
  return Math.min(mostMs, firstMs * 2 ** (delivery - 1));
}
