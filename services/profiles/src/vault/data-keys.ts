import type { KeyObject } from "node:crypto";
import { unwrapDataKey, type WrappedDataKey } from "./data-key.ts";
import type { Keyring } from "./keyring.ts";

/**
 * Makes a function that returns the data keys of organizations, and reads and unwraps each of them once. There is no
 * eviction: an organization's data key never changes, and it is smaller than anything else that is kept about the
 * organization.
 */
export function cacheDataKeys(
  keyring: Keyring,
  readWrapped: (org: string) => Promise<WrappedDataKey>,
): (org: string) => Promise<KeyObject> {
  const known = new Map<string, Promise<KeyObject>>();
  return (org) => {
    const cached = known.get(org);
    if (cached !== undefined) return cached;
    const key = readWrapped(org).then((wrapped) => unwrapDataKey(keyring, wrapped));
    known.set(org, key);
    // A failure is not remembered, so that the next request tries again.
    key.catch(() => known.delete(org));
    return key;
  };
}
