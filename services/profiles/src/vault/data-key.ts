import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Keyring } from "./keyring.ts";
import { seal, unseal } from "./seal.ts";

/** An organization's data key as it is stored: encrypted with a keyring key, for this organization only. */
export interface WrappedDataKey {
  readonly org: string;
  readonly wrapped: Uint8Array;
  /** The id of the keyring key. */
  readonly wrappedBy: string;
}

/** Makes the data key of a new organization: 256 random bits. */
export function createDataKey({ encrypting }: Keyring, org: string): WrappedDataKey {
  const wrapped = seal(encrypting.key, randomBytes(32), associatedDataOf(org));
  return { org, wrapped, wrappedBy: encrypting.id };
}

/** Unwraps a data key. Throws an error that tells the operator what to do when the keyring lacks the right key. */
export function unwrapDataKey(keyring: Keyring, { org, wrapped, wrappedBy }: WrappedDataKey): KeyObject {
  const key = keyring.keys.get(wrappedBy);
  if (key === undefined) {
    throw new Error(
      `The parameter values of the organization ${org} are encrypted under the keyring key ${wrappedBy}, which ` +
        "STAGEPASS_KEYRING does not hold. Put that key back; it may stand behind a newer one.",
    );
  }
  try {
    return createSecretKey(unseal(key, wrapped, associatedDataOf(org)));
  } catch (cause) {
    throw new Error(
      `The key that STAGEPASS_KEYRING holds as ${wrappedBy} is not the one that encrypted the values of the ` +
        `organization ${org}. Put the key back that had this id.`,
      { cause },
    );
  }
}

function associatedDataOf(org: string): string {
  return JSON.stringify(["stagepass", "data-key", org]);
}
