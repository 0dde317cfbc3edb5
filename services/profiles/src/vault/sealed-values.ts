import type { KeyObject } from "node:crypto";
import { seal, unseal } from "./seal.ts";

/** What values are bound to: the organization, and what holds them. The first word keeps kinds of holders apart. */
export type Holder = readonly ["version" | "target", org: string, ...name: (string | number)[]];

/** Encrypts all values of a holder as one text, so that they are decrypted together. */
export function sealValues(
  dataKey: KeyObject,
  holder: Holder,
  values: readonly (readonly [key: string, value: string])[],
): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(values)), bind(holder));
}

/**
 * Decrypts the values of a holder and returns them by key. Throws when the bytes were not sealed for exactly this
 * holder.
 */
export function unsealValues(
  dataKey: KeyObject,
  holder: Holder,
  sealed: Uint8Array,
): ReadonlyMap<string, string> {
  const text = unseal(dataKey, sealed, bind(holder)).toString();
  return new Map(JSON.parse(text) as [string, string][]); // only `sealValues` could have made these bytes
}

/** The associated data. It differs from that of a single value, so that neither ciphertext can replace the other. */
function bind(holder: Holder): string {
  return JSON.stringify(["stagepass", ...holder]);
}
