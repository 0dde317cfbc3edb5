import type { KeyObject } from "node:crypto";
import type { VersionName } from "../domain/planning/open.ts";
import { seal, unseal } from "./seal.ts";

/** Encrypts all values of a version as one text, so that they are decrypted together. */
export function sealVersion(
  dataKey: KeyObject,
  version: VersionName,
  values: readonly (readonly [key: string, value: string])[],
): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(values)), bind(version));
}

/**
 * Decrypts the values of a version and returns them by key. Throws when the bytes were not sealed for exactly this
 * version.
 */
export function unsealVersion(
  dataKey: KeyObject,
  version: VersionName,
  sealed: Uint8Array,
): ReadonlyMap<string, string> {
  const text = unseal(dataKey, sealed, bind(version)).toString();
  return new Map(JSON.parse(text) as [string, string][]); // only `sealVersion` could have made these bytes
}

/**
 * What the values of a version are bound to. It differs from what a single value is bound to, so that neither
 * ciphertext can replace the other.
 */
function bind({ org, profile, version }: VersionName): string {
  return JSON.stringify(["stagepass", "version", org, profile, version]);
}
