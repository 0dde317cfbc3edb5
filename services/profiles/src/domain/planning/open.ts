import {
  type AccessRole,
  type Input,
  type OpenedParameter as Opened,
  type OpenedKeys,
  type Output,
  type ParameterLevel,
  type ParameterOrigin,
  Problem,
  type open as Request,
  type ValueReference,
} from "@stagepass/contracts";
import { type ReferencePorts, readReferences } from "./read-references.ts";
import type { ContentName } from "./target-standing.ts";

/**
 * Names a version of a profile. The name never means another version: a profile that is created again continues its
 * version numbers, also after another profile was renamed from its name.
 */
export interface VersionName {
  readonly org: string;
  readonly profile: string;
  readonly version: number;
}

/** Whether the values of a version can be read. They are destroyed when its profile is deleted. */
export type VersionState = "open" | "destroyed";

/** A parameter of a version, without its value. */
export interface VersionParameter {
  readonly key: string;
  readonly sensitive: boolean;
  /** The reference to a value in AWS. It is null when Stagepass stores the value. */
  readonly reference: ValueReference | null;
}

/** A parameter of a version, with its value as it is stored. */
export interface SealedParameter extends VersionParameter {
  readonly sealed: Uint8Array | null;
  /** The name that the profile had when the value was sealed. */
  readonly sealedFor: string;
}

/** A version with the ciphertexts of its values, as they are stored. */
export interface SealedVersion {
  readonly accessRole: AccessRole | null;
  /** The parameters in the profile's order. Those without a reference have a ciphertext. */
  readonly parameters: readonly SealedParameter[];
}

/** Parameters whose values can be read. */
export interface Openable {
  /** The parameters in their order. */
  readonly parameters: readonly VersionParameter[];
  /** Decrypts the values that Stagepass stores. Returns them by key. */
  unseal(): Promise<ReadonlyMap<string, string>>;
}

/** A version whose values can be read. */
export interface OpenableVersion extends Openable {
  readonly accessRole: AccessRole | null;
}

/** What opening needs from outside. */
export interface OpenPorts extends ReferencePorts {
  /** Returns the present state of a version, or undefined when it never existed. */
  findVersionState(version: VersionName): Promise<VersionState | undefined>;
  /** Returns the version, which never changes while it is open, or undefined when it was destroyed a moment ago. */
  findOpenable(version: VersionName): Promise<OpenableVersion | undefined>;
  /** Whether what is named of a service or an instance is what is set now. */
  isTargetSet(name: ContentName): Promise<boolean>;
  /** Returns what is named, or undefined when it was changed a moment ago. */
  findOpenableTarget(name: ContentName): Promise<Openable | undefined>;
  /** Returns the static keys of a provider at this revision, or undefined when it was changed. */
  findStaticKeys(keys: StaticKeysName): Promise<OpenedKeys | undefined>;
}

/** Names the static keys that a provider has at a revision. */
export interface StaticKeysName {
  readonly org: string;
  readonly provider: string;
  readonly revision: number;
}

/**
 * Returns the values that were planned: all of them, or a problem. Throws `not-found` for a version that never existed,
 * `conflict` when something that was planned is not set any more, and what reading from Secrets Manager throws.
 */
export async function open(
  ports: OpenPorts,
  request: Input<typeof Request>,
): Promise<Output<typeof Request>> {
  const version = await openVersion(ports, request);
  const { origins } = request;
  if (origins === undefined) {
    const parameters = version?.parameters ?? [];
    const from = parameters.map(({ key }): ParameterOrigin => ({ key, source: "profile", overrides: [] }));
    const values = { ports, request, accessRole: version?.accessRole ?? null };
    return { parameters: await read(values, from, { profile: version }) };
  }
  const [service, instance, staticKeys] = await Promise.all([
    openTarget(ports, request, origins.service),
    openTarget(ports, request, origins.instance),
    openStaticKeys(ports, request),
  ]);
  const values = { ports, request, accessRole: origins.accessRole };
  const parameters = await read(values, origins.parameters, { profile: version, service, instance });
  return { parameters, ...(staticKeys !== undefined && { staticKeys }) };
}

/** Opens the version of the profile. Its state is read with every request, since it can change. */
async function openVersion(
  ports: OpenPorts,
  { target: { org }, profile }: Input<typeof Request>,
): Promise<OpenableVersion | undefined> {
  if (profile === undefined) return undefined;
  const { name, version } = profile;
  const state = await ports.findVersionState({ org, profile: name, version });
  if (state === undefined) {
    throw new Problem("not-found", `There is no version ${version} of a profile ${name} in ${org}.`);
  }
  const openable = state === "open" ? await ports.findOpenable({ org, profile: name, version }) : undefined;
  if (openable !== undefined) return openable;
  throw changed(`The parameter values of version ${version} of the profile ${name} were destroyed.`);
}

async function openTarget(
  ports: OpenPorts,
  { target: { org } }: Input<typeof Request>,
  contentId: string | null,
): Promise<Openable | undefined> {
  if (contentId === null) return undefined;
  const name = { org, contentId };
  const openable = (await ports.isTargetSet(name)) ? await ports.findOpenableTarget(name) : undefined;
  if (openable === undefined) throw changed("The parameters of the service or the instance were changed.");
  return openable;
}

async function openStaticKeys(
  ports: OpenPorts,
  { target: { org }, origins }: Input<typeof Request>,
): Promise<OpenedKeys | undefined> {
  if (origins === undefined || origins.staticKeys === null) return undefined;
  const keys = await ports.findStaticKeys({ org, ...origins.staticKeys });
  if (keys === undefined) throw changed(`The provider ${origins.staticKeys.provider} was changed.`);
  return keys;
}

function changed(what: string): Problem {
  return new Problem("conflict", `${what} Resolve again, so that what is there now is used.`);
}

interface Reading {
  readonly ports: OpenPorts;
  readonly request: Input<typeof Request>;
  /** The role that reads references. */
  readonly accessRole: AccessRole | null;
}

/** Reads the values of parameters, in their order, each from the level that it comes from. */
async function read(
  { ports, request, accessRole }: Reading,
  origins: readonly ParameterOrigin[],
  opened: Readonly<Partial<Record<ParameterLevel, Openable | undefined>>>,
): Promise<Opened[]> {
  const { profile: ofProfile, service: ofService, instance: ofInstance } = opened;
  const held = { profile: byKey(ofProfile), service: byKey(ofService), instance: byKey(ofInstance) };
  const planned = origins.map((origin) => ({
    origin,
    parameter: parameterOf(origin, held[origin.source]),
  }));
  const references = planned.flatMap(({ parameter: { key, reference } }) =>
    reference === null ? [] : [{ key, reference }],
  );
  const [secrets, profile, service, instance] = await Promise.all([
    readReferences(ports, { ...request, accessRole, references }),
    opened.profile?.unseal(),
    opened.service?.unseal(),
    opened.instance?.unseal(),
  ]);
  const kept = { profile, service, instance };
  return planned.map(
    ({ origin: { key, source, overrides }, parameter: { sensitive, reference } }): Opened => {
      const value = (reference === null ? kept[source] : secrets)?.get(key);
      if (value === undefined) throw new Error(`No value came for the parameter ${key}.`);
      return { key, source, overrides, value, sensitive, referenced: reference !== null };
    },
  );
}

function byKey(opened: Openable | undefined): ReadonlyMap<string, VersionParameter> {
  return new Map(opened?.parameters.map((parameter) => [parameter.key, parameter]));
}

function parameterOf(
  { key, source }: ParameterOrigin,
  held: ReadonlyMap<string, VersionParameter>,
): VersionParameter {
  const parameter = held.get(key);
  if (parameter === undefined) throw new Error(`The ${source} does not hold the planned parameter ${key}.`);
  return parameter;
}
