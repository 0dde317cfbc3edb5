import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  checkSafeguards,
  type Input,
  type KnownTarget,
  listTargets,
  Problem,
  type RecordPosition,
  readSecrets,
  readYaml,
  type Safeguard,
} from "@stagepass/contracts";
import {
  type Bus,
  countAttempts,
  type Database,
  type FollowEvents,
  gather,
  type Log,
} from "@stagepass/runtime";
import type { z } from "zod";
import type { Config } from "./config.ts";
import { noSuchOrg } from "./domain/common/no-such.ts";
import type { SealedVersion, StaticKeysName, VersionName } from "./domain/planning/open.ts";
import type { ContentName } from "./domain/planning/target-standing.ts";
import { findContent } from "./store/find-content.ts";
import { findSealedVersion } from "./store/find-sealed-version.ts";
import { createFindStanding } from "./store/find-standing.ts";
import { type Asked, type Depth, findStandings } from "./store/find-standings.ts";
import { findVersionStates } from "./store/find-version-states.ts";
import { rememberContents } from "./store/kept/remember-contents.ts";
import { rememberTargetContents } from "./store/kept/remember-target-contents.ts";
import { createNoteUse } from "./store/note-use.ts";
import { readStaticKeys } from "./store/providers/read-static-keys.ts";
import { followRenames } from "./store/renaming/rename-profile.ts";
import { createStore } from "./store/store.ts";
import { findTargetParameters } from "./store/targets/sealed-targets.ts";
import { findTargetContent, findWhetherSet, findWhetherThere } from "./store/targets/target-settings.ts";
import { bringNextPage } from "./store/transfers.ts";
import { digestOf, makeAccessKey, sameDigest } from "./vault/access-key.ts";
import { createDataKey } from "./vault/data-key.ts";
import { cacheDataKeys } from "./vault/data-keys.ts";
import { openKeysVault } from "./vault/keys-vault.ts";
import { openVault } from "./vault/org-vault.ts";
import { rememberOpenables } from "./vault/remember-openables.ts";
import { makeSessionToken } from "./vault/session-token.ts";

/** Makes what the domain and the routes need from the database, the bus and the keyring. */
export function createPorts(config: z.output<typeof Config>, { bus, database, events, log }: Outside) {
  const store = createStore(database);
  const dataKeyOf = cacheDataKeys(config.STAGEPASS_KEYRING, async (org) => {
    return (await store.findWrappedDataKey(org)) ?? Promise.reject(await noSuchOrg(store, org));
  });
  const findTo = (depth: Depth) =>
    gather((asked: readonly Asked[]) => findStandings(database, depth, asked), together);
  const finds = {
    demands: findTo("demands"),
    targets: findTo("targets"),
    everything: findTo("everything"),
  };
  return {
    ...store,
    events,
    findStanding: createFindStanding(finds),
    findWholeStanding: finds.everything,
    getContent: rememberContents(
      followRenames(database, (version: VersionName) => findContent(database, version)),
    ),
    findVersionState: followRenames(
      database,
      gather((versions: readonly VersionName[]) => findVersionStates(database, versions), together),
    ),
    findOpenable: rememberOpenables<VersionName, SealedVersion>({
      read: followRenames(database, (version: VersionName) => findSealedVersion(database, version)),
      dataKeyOf,
      holderOf: ({ org, profile, version }) => ["version", org, profile, version],
      parameterOf: (_version, { key, sealedFor }) => ({ profile: sealedFor, key }),
    }),
    findTargetContent: rememberTargetContents((name) => findTargetContent(database, name)),
    isTargetSet: gather((names: readonly ContentName[]) => findWhetherSet(database, names), together),
    findOpenableTarget: rememberOpenables({
      read: (name: ContentName) => findTargetParameters(database, name),
      dataKeyOf,
      holderOf: ({ org, contentId }) => ["target", org, contentId],
      parameterOf: ({ targetId }, { key }) => ({ targetId, key }),
    }),
    findStaticKeys: async (name: StaticKeysName) => {
      const keys = await readStaticKeys(database, name);
      if (keys === undefined) return undefined;
      const vault = openKeysVault(name.org, await dataKeyOf(name.org));
      return { accessKeyId: keys.accessKeyId, secretAccessKey: vault.unseal(keys, keys.sealed) };
    },
    digest: (text: string) => createHash("sha256").update(text).digest("base64url"),
    readYaml: (text: string, org: string) => bus.call(readYaml, { text, org }),
    now: () => new Date(),
    pause: () => setTimeout(100),
    makeAccessKey,
    digestOf,
    makeSessionToken,
    countSignIn: countAttempts({ most: 30, windowMs: 60_000, refuse: tooManySignIns }),
    isOperator: (digest: string) => sameDigest(digest, config.STAGEPASS_OPERATOR_KEY_SHA256),
    noteUse: createNoteUse(database, log),
    createDataKey: (org: string) => createDataKey(config.STAGEPASS_KEYRING, org),
    openVault: async (org: string) => openVault(org, await dataKeyOf(org)),
    openKeysVault: async (org: string) => openKeysVault(org, await dataKeyOf(org)),
    checkSafeguards: async (safeguards: readonly Safeguard[]) =>
      (await bus.call(checkSafeguards, { safeguards: [...safeguards] })).mistakes,
    isTargetThere: gather((targets: readonly KnownTarget[]) => findWhetherThere(database, targets), together),
    bringNextPage: (bring: Parameters<typeof bringNextPage>[1]) => bringNextPage(database, bring),
    listDeployedTargets: (after: RecordPosition | null) => bus.call(listTargets, { after }),
    readSecrets: (request: Input<typeof readSecrets>) => bus.call(readSecrets, request),
  };
}

/** Requests that are under way at the same time share a statement; two can be sent side by side. */
const together = {
  max: 100,
  atOnce: 2,
  // What Postgres refuses of one request is no reason to refuse the others.
  mayBeAnItemsFault: (error: unknown) => !(error instanceof Problem),
};

function tooManySignIns(): Problem {
  return new Problem(
    "too-many-requests",
    "There were too many attempts to sign in within a minute. Wait a minute, and try it again.",
  );
}

interface Outside {
  readonly bus: Bus;
  readonly database: Database;
  readonly events: FollowEvents;
  readonly log: Log;
}

/** Everything that the service asks of the world outside. */
export type Ports = ReturnType<typeof createPorts>;
