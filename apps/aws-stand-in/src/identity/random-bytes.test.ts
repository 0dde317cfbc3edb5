import { expect, test } from "vitest";
import { randomBytes } from "./random-bytes.ts";

test("bytes differ each time, and stay as they are when the pool is filled again", () => {
  const first = randomBytes(12);
  const kept = first.toString("hex");
  const all = new Set(Array.from({ length: 1_000 }, () => randomBytes(12).toString("hex")));
  expect(all.size).toBe(1_000);
  expect(all).not.toContain(kept);
  expect(first.toString("hex")).toBe(kept);
});
