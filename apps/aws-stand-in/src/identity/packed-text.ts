import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A text of up to so many bytes is packed as it is: compressing it would take longer than all else about a call. */
const shortBytes = 1_000;

/** Packs a text of a few kilobytes. By default, zlib prepares 300 KB of memory for each text. */
export function packText(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length <= shortBytes) return Buffer.concat([plain, bytes]);
  return Buffer.concat([deflated, deflateRawSync(bytes, { windowBits: 12, memLevel: 5, chunkSize: 1_024 })]);
}

/** Returns the text that was packed. Throws for bytes that are not a packed text. */
export function unpackText(packed: Buffer): string {
  const bytes = packed.subarray(1);
  return (packed[0] === deflated[0] ? inflateRawSync(bytes) : bytes).toString();
}

const plain = Buffer.from([0]);
const deflated = Buffer.from([1]);
