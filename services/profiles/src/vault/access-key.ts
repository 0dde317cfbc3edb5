import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { NewAccessKey } from "../domain/access-keys/access-key.ts";

/** Makes an access key of 256 random bits. Only its digest is stored; the key is shown once. */
export function makeAccessKey(): NewAccessKey {
  const key = `sp_${randomBytes(32).toString("base64url")}`;
  return { id: `key_${randomBytes(12).toString("base64url")}`, key, digest: digestOf(key) };
}

/** The SHA-256 digest of an access key, in hex. */
export function digestOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Whether two SHA-256 digests in hex are equal, in a time that says nothing about where they differ. */
export function sameDigest(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, "hex"), Buffer.from(b, "hex"));
}
