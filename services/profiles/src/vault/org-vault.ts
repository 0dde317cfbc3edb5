import type { KeyObject } from "node:crypto";
import type { OrgVault, ParameterId } from "../domain/parameters/org-vault.ts";
import { seal, unseal } from "./seal.ts";

/**
 * Makes the vault of one organization. What it seals is bound to the organization, the profile and the parameter's
 * key.
 */
export function openVault(org: string, dataKey: KeyObject): OrgVault {
  return {
    seal: (parameter, value) => seal(dataKey, Buffer.from(value), associatedDataOf(org, parameter)),
    unseal: (parameter, sealed) => {
      try {
        return unseal(dataKey, sealed, associatedDataOf(org, parameter)).toString();
      } catch (cause) {
        const { profile, key } = parameter;
        throw new Error(`The stored value of ${org}/profiles/${profile} ${key} cannot be decrypted.`, {
          cause,
        });
      }
    },
  };
}

/** What a sealed value is bound to. Two parameters never have the same text, whatever characters their names hold. */
function associatedDataOf(org: string, { profile, key }: ParameterId): string {
  return JSON.stringify(["stagepass", "parameter", org, profile, key]);
}
