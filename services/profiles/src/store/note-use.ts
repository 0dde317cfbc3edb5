import type { Log, Queryable } from "@stagepass/runtime";
import { recordUse } from "./access-keys.ts";

/**
 * Makes a function that notes the use of access keys without anyone waiting for it: one write under way for each
 * key, however many requests come in with it. A failure is logged, since the caller's answer does not depend on it.
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
