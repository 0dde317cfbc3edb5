import type { ValueReference } from "@stagepass/contracts";
import { bytesOfValues } from "../parameters/assert-sendable.ts";

/** The most that JSON makes of one byte of text: a control character becomes `\u0000`. */
const mostOfOneByte = 6;
const quotes = 2;

/**
 * The most bytes that values can take in the message to a deploy, by the lengths of their ciphertexts. What is not more
 * than fits need not be decrypted to be measured.
 */
export function mostBytesOf(sealedBytes: readonly number[], references: readonly ValueReference[]): number {
  return sealedBytes.reduce(
    (sum, bytes) => sum + quotes + mostOfOneByte * bytes,
    bytesOfValues([], references),
  );
}
