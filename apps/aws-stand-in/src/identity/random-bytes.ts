import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4_096);
let used = pool.length;

/** Up to 4,096 random bytes. The system is asked for many at once, since asking it takes longer than using them. */
export function randomBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  // A copy, since the pool is filled again.
  return Buffer.from(pool.subarray(used - count, used));
}
