import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeAccessKey, sameDigest } from "./access-key.ts";

test("an access key has 256 random bits, a prefix to recognise it by, and the digest that is stored", () => {
  const { id, key, digest } = makeAccessKey();
  expect(key).toMatch(/^sp_[\w-]{43}$/);
  expect(id).toMatch(/^key_[\w-]{16}$/);
  expect(digest).toBe(createHash("sha256").update(key).digest("hex"));
});

test("two access keys are never the same", () => {
  expect(makeAccessKey()).not.toEqual(makeAccessKey());
});

test("two digests are the same only when every character is", () => {
  const { digest } = makeAccessKey();
  expect(sameDigest(digest, digest)).toBe(true);
  expect(
    sameDigest(
      digest,
      digest.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ),
  ).toBe(false);
});
