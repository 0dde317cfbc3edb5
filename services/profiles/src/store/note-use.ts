import type { Log, Queryable } from "@stagepass/runtime";
import { recordUse } from "./access-keys.ts";

/**
 * Makes a function that records the use of access keys without making anyone wait. There is one write at a time for
 * each key, however many requests use it. A failure is logged and not thrown, since no response depends on it.
 */
export function createNoteUse(db: Queryable, log: Log): (keyId: string) => void {
  const underWay = new Set<string>();
  return (keyId) => {
    if (underWay.has(keyId)) return;
    underWay.add(keyId);
    recordUse(db, keyId)
      .catch((err: unknown) => log.warn({ keyId, err }, "last use of an access key not noted"))
      .finally(() => underWay.delete(keyId));
  };
}
