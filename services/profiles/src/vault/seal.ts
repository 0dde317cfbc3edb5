import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
/** NIST SP 800-38D, section 8.2.2: random nonces of 96 bits serve 2^32 messages under one key. */
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts and authenticates bytes for one place. The result is nonce, ciphertext and tag, and differs each time. */
export function seal(key: KeyObject, plaintext: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes that were sealed. Throws when a bit has changed, or when they were sealed for another place or key. */
export function unseal(key: KeyObject, sealed: Uint8Array, place: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error("The sealed bytes are too short to be any.");
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}
