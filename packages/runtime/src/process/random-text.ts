import { randomFillSync } from "node:crypto";

/** Each call to the operating system's generator costs more than the bytes, so it is asked for many at once. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/**
 * Random bytes as text, for ids. There are at most 4,096 of them. They are not for keys: the pool keeps what was returned
 * until it is filled again.
 */
export function randomText(bytes: number, encoding: "base64url" | "hex"): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString(encoding, used - bytes, used);
}
