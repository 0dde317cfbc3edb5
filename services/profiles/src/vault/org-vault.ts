import type { KeyObject } from "node:crypto";
import type { OrgVault, ValuePlace } from "../domain/parameters/org-vault.ts";
import { seal, unseal } from "./seal.ts";

/** The vault of one organization. What it seals is bound to the organization, the profile and the parameter's key. */
export function openVault(org: string, dataKey: KeyObject): OrgVault {
  return {
    seal: (place, value) => seal(dataKey, Buffer.from(value), bind(org, place)),
    unseal: (place, sealed) => {
      try {
        return unseal(dataKey, sealed, bind(org, place)).toString();
      } catch (cause) {
        const { profile, key } = place;
        throw new Error(`The stored value of ${org}/profiles/${profile} ${key} cannot be decrypted.`, {
          cause,
        });
      }
    },
  };
}

/** Unambiguous, whatever the names hold: two places never have the same text. */
function bind(org: string, { profile, key }: ValuePlace): string {
  return JSON.stringify(["stagepass", "parameter", org, profile, key]);
}
