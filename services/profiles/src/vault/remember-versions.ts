import type { KeyObject } from "node:crypto";
import type { AccessRole } from "@stagepass/contracts";
import { LRUCache } from "lru-cache";
import type {
  OpenableVersion,
  SealedVersion,
  VersionName,
  VersionParameter,
} from "../domain/planning/open.ts";
import { openVault } from "./org-vault.ts";
import { sealVersion, unsealVersion } from "./version-vault.ts";

/** What is kept of a version. Its values are kept only as one ciphertext. */
interface KnownVersion {
  readonly accessRole: AccessRole | null;
  readonly parameters: readonly VersionParameter[];
  readonly sealed: Buffer;
}

/** The most that is kept, in bytes. */
const maxBytes = 32 * 1024 * 1024;
/** The approximate size of a parameter beside its key and value, in bytes. */
const parameterBytes = 200;

/**
 * Makes a function that finds versions whose values can be decrypted. Each is read once, since a version never
 * changes. Only its values can be destroyed, which is checked with every request. No plaintext is kept.
 */
export function rememberVersions(
  read: (version: VersionName) => Promise<SealedVersion | undefined>,
  dataKeyOf: (org: string) => Promise<KeyObject>,
) {
  const known = new LRUCache<string, KnownVersion, VersionName>({
    maxSize: maxBytes,
    sizeCalculation: ({ sealed, parameters }) => sealed.length + (parameters.length + 1) * parameterBytes,
    ignoreFetchAbort: true,
    fetchMethod: async (_name, _stale, { context }) => {
      const stored = await read(context);
      return stored && sealAgain(await dataKeyOf(context.org), context, stored);
    },
  });
  return async (name: VersionName): Promise<OpenableVersion | undefined> => {
    const { org, profile, version } = name;
    const found = await known.fetch(JSON.stringify([org, profile, version]), { context: name });
    if (found === undefined) return undefined;
    const { accessRole, parameters, sealed } = found;
    return {
      accessRole,
      parameters,
      unseal: async () => unsealVersion(await dataKeyOf(org), name, sealed),
    };
  };
}

/** Encrypts the values as one ciphertext instead of one for each. */
function sealAgain(
  dataKey: KeyObject,
  name: VersionName,
  { accessRole, parameters }: SealedVersion,
): KnownVersion {
  const vault = openVault(name.org, dataKey);
  const values = parameters.flatMap(({ key, sealed, sealedFor }) =>
    sealed === null ? [] : [[key, vault.unseal({ profile: sealedFor, key }, sealed)] as const],
  );
  return {
    accessRole,
    parameters: parameters.map(({ key, sensitive, reference }) => ({ key, sensitive, reference })),
    sealed: sealVersion(dataKey, name, values),
  };
}
