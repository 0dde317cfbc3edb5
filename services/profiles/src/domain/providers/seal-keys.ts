import { invalidInput } from "@stagepass/contracts";
import type { KeysVault } from "./keys-vault.ts";
import type { NextKeys } from "./merge-provider.ts";
import type { KeysToStore, Provider } from "./provider.ts";

/** What sealing the secret of static keys needs of a transaction. */
export interface SealedKeysChanges {
  /** Returns the sealed secret of a provider's static keys. */
  readSealedKeys(org: string, provider: string): Promise<Uint8Array | undefined>;
}

interface Owner {
  readonly org: string;
  readonly id: string;
  readonly vault: KeysVault;
  readonly current: Provider | undefined;
}

/**
 * Returns static keys as they are to be stored. The stored secret stays where the keys are the same and no other secret
 * is given. Throws `invalid` for other keys without their secret.
 */
export async function sealKeys(
  changes: SealedKeysChanges,
  { org, id, vault, current }: Owner,
  next: NextKeys | null,
): Promise<KeysToStore | null> {
  if (next === null) return null;
  if ("kept" in next) return { accessKeyId: next.kept.accessKeyId, sealed: undefined };
  const { accessKeyId, secretAccessKey } = next.given;
  const keys = { providerId: id, accessKeyId };
  const hasSameKeys = current?.staticKeys?.accessKeyId === accessKeyId;
  if (secretAccessKey === undefined) {
    if (hasSameKeys) return { accessKeyId, sealed: undefined };
    const message = "is missing: no secret is stored for this accessKeyId";
    throw invalidInput([{ path: "$.staticKeys.secretAccessKey", message }]);
  }
  const stored = hasSameKeys ? await changes.readSealedKeys(org, current.name) : undefined;
  const isStored = stored !== undefined && vault.unseal(keys, stored) === secretAccessKey;
  return { accessKeyId, sealed: isStored ? undefined : vault.seal(keys, secretAccessKey) };
}
