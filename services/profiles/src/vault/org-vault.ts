import type { KeyObject } from "node:crypto";
import type { OrgVault, ParameterId } from "../domain/parameters/org-vault.ts";
import { seal, unseal } from "./seal.ts";

/**
 * Makes the vault of one organization. What it seals is bound to the organization, to the profile, service or instance,
 * and to the parameter's key.
 */
export function openVault(org: string, dataKey: KeyObject): OrgVault {
  return {
    seal: (parameter, value) => seal(dataKey, Buffer.from(value), associatedDataOf(org, parameter)),
    unseal: (parameter, sealed) => {
      try {
        return unseal(dataKey, sealed, associatedDataOf(org, parameter)).toString();
      } catch (cause) {
        const of = "profile" in parameter ? `profiles/${parameter.profile}` : `targets/${parameter.targetId}`;
        throw new Error(`The stored value of ${org}/${of} ${parameter.key} cannot be decrypted.`, { cause });
      }
    },
  };
}

/** What a sealed value is bound to. Two parameters never have the same text, whatever characters their names hold. */
function associatedDataOf(org: string, parameter: ParameterId): string {
  const { key } = parameter;
  return JSON.stringify(
    "profile" in parameter
      ? ["stagepass", "parameter", org, parameter.profile, key]
      : ["stagepass", "target-parameter", org, parameter.targetId, key],
  );
}
