import { z } from "zod";

/**
 * A whole number from 1 to `max` as it stands in a path or a query: in decimal digits and nothing else, so that one
 * number has one spelling. `1e3`, `0x1`, `01` and ` 1` are refused. Where nothing stands, it is `fallback`.
 */
export function numberInUrl(max: number, fallback?: number) {
  const rule = `must be a whole number from 1 to ${max}, written in digits alone`;
  const number = z.int(rule).min(1, rule).max(max, rule);
  return z.preprocess(toNumber, fallback === undefined ? number : number.default(fallback));
}

/** What is no such number stays text, which no schema of numbers takes. */
function toNumber(text: unknown): unknown {
  return typeof text === "string" && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : text;
}
