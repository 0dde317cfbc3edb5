import type { KeyObject } from "node:crypto";
import type { KeysId, KeysVault } from "../domain/providers/keys-vault.ts";
import { seal, unseal } from "./seal.ts";

/**
 * Makes the vault for the static keys of one organization. A secret is bound to the organization, the provider and the
 * id of its access key, so that it can be used for no other.
 */
export function openKeysVault(org: string, dataKey: KeyObject): KeysVault {
  return {
    seal: (keys, secret) => seal(dataKey, Buffer.from(secret), associatedDataOf(org, keys)),
    unseal: (keys, sealed) => {
      try {
        return unseal(dataKey, sealed, associatedDataOf(org, keys)).toString();
      } catch (cause) {
        throw new Error(`The stored keys of the provider ${keys.providerId} of ${org} cannot be decrypted.`, {
          cause,
        });
      }
    },
  };
}

/** What a secret is bound to. It differs from what parameters are bound to, so that neither can replace the other. */
function associatedDataOf(org: string, { providerId, accessKeyId }: KeysId): string {
  return JSON.stringify(["stagepass", "static-keys", org, providerId, accessKeyId]);
}
