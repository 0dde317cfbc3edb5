import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
/** NIST SP 800-38D, section 8.2.2: random nonces of 96 bits serve 2^32 messages under one key. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts and authenticates bytes, and binds them to `associatedData`. Returns nonce, ciphertext and tag, which differ
 * each time.
 */
export function seal(key: KeyObject, plaintext: Uint8Array, associatedData: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Returns the bytes that were sealed. Throws when a bit has changed, or when the associated data or the key is another. */
export function unseal(key: KeyObject, sealed: Uint8Array, associatedData: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes)
    throw new Error("The sealed bytes are too short to hold a nonce and a tag.");
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}
