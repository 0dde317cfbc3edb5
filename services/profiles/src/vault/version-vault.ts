import type { KeyObject } from "node:crypto";
import type { VersionName } from "../domain/planning/open.ts";
import { seal, unseal } from "./seal.ts";

/** Encrypts all values of a version as one, so that they are decrypted at once where they are wanted together. */
export function sealVersion(
  dataKey: KeyObject,
  version: VersionName,
  values: readonly (readonly [key: string, value: string])[],
): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(values)), bind(version));
}

/** The values by their keys. Throws when the bytes were not sealed for exactly this version. */
export function unsealVersion(
  dataKey: KeyObject,
  version: VersionName,
  sealed: Uint8Array,
): ReadonlyMap<string, string> {
  const text = unseal(dataKey, sealed, bind(version)).toString();
  return new Map(JSON.parse(text) as [string, string][]); // only `sealVersion` could have made these bytes
}

/** Unambiguous, and unlike what binds a single value: neither can stand in for the other. */
function bind({ org, profile, version }: VersionName): string {
  return JSON.stringify(["stagepass", "version", org, profile, version]);
}
