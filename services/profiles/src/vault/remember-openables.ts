import type { KeyObject } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ParameterId } from "../domain/parameters/org-vault.ts";
import type { Openable, VersionParameter } from "../domain/planning/open.ts";
import { openVault } from "./org-vault.ts";
import { type Holder, sealValues, unsealValues } from "./sealed-values.ts";

/** A parameter with its value as it is stored. It has a ciphertext, unless it has a reference. */
export interface SealedParameter extends VersionParameter {
  readonly sealed: Uint8Array | null;
}

/** What holds parameters, as it is stored. */
export interface Sealed {
  readonly parameters: readonly SealedParameter[];
}

/** How to find what holds parameters, and what its ciphertexts are bound to. */
export interface Openables<Name extends { readonly org: string }, Stored extends Sealed> {
  /** Reads what is named, which never changes. Returns undefined when it is not there any more. */
  read(name: Name): Promise<Stored | undefined>;
  dataKeyOf(org: string): Promise<KeyObject>;
  holderOf(name: Name): Holder;
  /** What the ciphertext of one parameter is bound to. */
  parameterOf(stored: Stored, parameter: Stored["parameters"][number]): ParameterId;
}

/** What is kept. Values are kept only as one ciphertext. */
interface Known<Stored extends Sealed> {
  readonly stored: Omit<Stored, "parameters">;
  readonly parameters: readonly VersionParameter[];
  readonly sealed: Buffer;
}

/** The most that is kept, in bytes. */
const maxBytes = 32 * 1024 * 1024;
/** The approximate size of a parameter beside its key and value, in bytes. */
const parameterBytes = 200;

/**
 * Makes a function that finds parameters whose values can be decrypted. What a name stands for never changes, so that it
 * is read once. It can be destroyed, which is checked elsewhere with every request. No plaintext is kept.
 */
export function rememberOpenables<Name extends { readonly org: string }, Stored extends Sealed>(
  openables: Openables<Name, Stored>,
): (name: Name) => Promise<(Omit<Stored, "parameters"> & Openable) | undefined> {
  const { read, dataKeyOf, holderOf } = openables;
  const known = new LRUCache<string, Known<Stored>, { readonly name: Name }>({
    maxSize: maxBytes,
    sizeCalculation: ({ sealed, parameters }) => sealed.length + (parameters.length + 1) * parameterBytes,
    ignoreFetchAbort: true,
    fetchMethod: async (_id, _stale, { context: { name } }) => {
      const stored = await read(name);
      return stored && sealAgain(openables, await dataKeyOf(name.org), name, stored);
    },
  });
  return async (name) => {
    const holder = holderOf(name);
    const found = await known.fetch(JSON.stringify(holder), { context: { name } });
    if (found === undefined) return undefined;
    const { stored, parameters, sealed } = found;
    return {
      ...stored,
      parameters,
      unseal: async () => unsealValues(await dataKeyOf(name.org), holder, sealed),
    };
  };
}

/** Encrypts the values as one ciphertext instead of one for each. */
function sealAgain<Name extends { readonly org: string }, Stored extends Sealed>(
  { holderOf, parameterOf }: Openables<Name, Stored>,
  dataKey: KeyObject,
  name: Name,
  stored: Stored,
): Known<Stored> {
  const vault = openVault(name.org, dataKey);
  const { parameters, ...rest } = stored;
  const values = parameters.flatMap((parameter) =>
    parameter.sealed === null
      ? []
      : [[parameter.key, vault.unseal(parameterOf(stored, parameter), parameter.sealed)] as const],
  );
  return {
    stored: rest,
    parameters: parameters.map(({ key, sensitive, reference }) => ({ key, sensitive, reference })),
    sealed: sealValues(dataKey, holderOf(name), values),
  };
}
