import { z } from "zod";

/**
 * A whole number from 1 to `max` in a path or a query. It is written in decimal digits alone, so that each number has one
 * spelling: `1e3`, `0x1`, `01` and ` 1` are invalid. When it is left out, the number is `fallback`.
 */
export function numberInUrl(max: number, fallback?: number) {
  const rule = `must be a whole number from 1 to ${max}, written in digits alone`;
  const number = z.int(rule).min(1, rule).max(max, rule);
  return z.preprocess(toNumber, fallback === undefined ? number : number.default(fallback));
}

/** Leaves any other text as it is, so that the schema of a number rejects it. */
function toNumber(text: unknown): unknown {
  return typeof text === "string" && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : text;
}
