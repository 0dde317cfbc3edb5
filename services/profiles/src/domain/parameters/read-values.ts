import type { StoredParameter } from "../versions/profile.ts";
import type { ProfileValues } from "./merge-parameters.ts";
import type { OrgVault } from "./org-vault.ts";

/** The ciphertext of a value. */
export interface SealedValue {
  readonly sealed: Uint8Array;
  /** The name that the profile had when the value was sealed. Only profiles have it. */
  readonly sealedFor?: string;
}

/** What reading stored values needs of a transaction. */
export interface ReadValuesChanges {
  /** Returns the ciphertexts of value rows, by their ids. */
  readSealed: ReadSealed;
}

/** Returns the ciphertexts of value rows of an organization, by their ids. */
export type ReadSealed = (
  org: string,
  valueIds: readonly string[],
) => Promise<ReadonlyMap<string, SealedValue>>;

/** Whose values are read, and the vault that opens them. */
interface ValueSource {
  readonly org: string;
  readonly of: Owner;
  readonly vault: OrgVault;
}

/** What a value belongs to, beside its key. */
type Owner = { readonly profile: string } | { readonly targetId: string };

/**
 * Reads the ciphertexts that a save needs, of values that are kept or compared with given ones. Returns what seals and
 * opens the values of their owner.
 */
export async function readValues(
  changes: ReadValuesChanges,
  { org, of, vault }: ValueSource,
  needed: readonly StoredParameter[],
): Promise<ProfileValues> {
  const ids = needed.filter(({ content }) => content.kind === "sealed").map(({ valueId }) => valueId);
  const sealed = ids.length === 0 ? new Map<string, SealedValue>() : await changes.readSealed(org, ids);
  return {
    seal: (key, value) => vault.seal({ ...of, key }, value),
    unseal: ({ key, valueId }) => {
      const stored = sealed.get(valueId);
      if (stored === undefined)
        throw new Error(`The value of ${org} ${JSON.stringify(of)} ${key} was not read.`);
      const { sealed: bytes, sealedFor: profile } = stored;
      return vault.unseal({ ...(profile === undefined ? of : { profile }), key }, bytes);
    },
  };
}
