import { deflateRawSync } from "node:zlib";

/** Compresses a text of a few kilobytes. By default, zlib prepares 300 KB of memory for each text. */
export function deflateText(text: string): Buffer {
  return deflateRawSync(text, { windowBits: 12, memLevel: 5, chunkSize: 1_024 });
}
