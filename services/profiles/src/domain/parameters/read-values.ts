import type { StoredParameter } from "../versions/profile.ts";
import type { ProfileValues } from "./merge-parameters.ts";
import type { OrgVault } from "./org-vault.ts";

/** What reading stored values needs of a transaction. */
export interface ReadValuesChanges {
  /** Returns the ciphertexts of value rows, by their ids. */
  readSealed(org: string, valueIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** Whose values are read, and the vault that opens them. */
interface ValueSource {
  readonly org: string;
  readonly profile: string;
  readonly vault: OrgVault;
}

/**
 * Reads the ciphertexts that a save needs, of values that are kept or compared with given ones. Returns what seals and
 * opens the profile's values.
 */
export async function readValues(
  changes: ReadValuesChanges,
  { org, profile, vault }: ValueSource,
  needed: readonly StoredParameter[],
): Promise<ProfileValues> {
  const ids = needed.filter(({ content }) => content.kind === "sealed").map(({ valueId }) => valueId);
  const sealed = ids.length === 0 ? new Map<string, Uint8Array>() : await changes.readSealed(org, ids);
  return {
    seal: (key, value) => vault.seal({ profile, key }, value),
    unseal: ({ key, valueId }) => {
      const stored = sealed.get(valueId);
      if (stored === undefined)
        throw new Error(`The value of ${org}/profiles/${profile} ${key} was not read.`);
      return vault.unseal({ profile, key }, stored);
    },
  };
}
