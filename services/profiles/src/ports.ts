import { checkSafeguards, type Input, readSecrets, type Safeguard } from "@stagepass/contracts";
import type { Bus, Database, Log } from "@stagepass/runtime";
import type { z } from "zod";
import type { Config } from "./config.ts";
import { noSuchOrg } from "./domain/common/no-such.ts";
import { createNoteUse } from "./store/note-use.ts";
import { createStore } from "./store/store.ts";
import { makeAccessKey, sameDigest } from "./vault/access-key.ts";
import { createDataKey } from "./vault/data-key.ts";
import { cacheDataKeys } from "./vault/data-keys.ts";
import { openVault } from "./vault/org-vault.ts";

/** Makes what the domain and the routes need from the database, the bus and the keyring. */
export function createPorts(config: z.output<typeof Config>, { bus, database, log }: Outside) {
  const store = createStore(database);
  const dataKeyOf = cacheDataKeys(config.STAGEPASS_KEYRING, async (org) => {
    return (await store.findWrappedDataKey(org)) ?? Promise.reject(await noSuchOrg(store, org));
  });
  return {
    ...store,
    now: () => new Date(),
    makeAccessKey,
    isOperator: (digest: string) => sameDigest(digest, config.STAGEPASS_OPERATOR_KEY_SHA256),
    noteUse: createNoteUse(database, log),
    createDataKey: (org: string) => createDataKey(config.STAGEPASS_KEYRING, org),
    openVault: async (org: string) => openVault(org, await dataKeyOf(org)),
    checkSafeguards: async (safeguards: readonly Safeguard[]) =>
      (await bus.call(checkSafeguards, { safeguards: [...safeguards] })).mistakes,
    readSecrets: (request: Input<typeof readSecrets>) => bus.call(readSecrets, request),
  };
}

interface Outside {
  readonly bus: Bus;
  readonly database: Database;
  readonly log: Log;
}

/** Everything that the service asks of the world outside. */
export type Ports = ReturnType<typeof createPorts>;
