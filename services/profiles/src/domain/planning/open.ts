import {
  type AccessRole,
  type Input,
  type OpenedParameter as Opened,
  type Output,
  Problem,
  type open as Request,
  type readSecrets,
  type SecretReference,
} from "@stagepass/contracts";

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
  /** The reference into AWS Secrets Manager. It is null when Stagepass stores the value. */
  readonly reference: SecretReference | null;
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

/** A version whose values can be read. */
export interface OpenableVersion {
  readonly accessRole: AccessRole | null;
  /** The parameters in the profile's order. */
  readonly parameters: readonly VersionParameter[];
  /** Decrypts the values that Stagepass stores. Returns them by key. */
  unseal(): Promise<ReadonlyMap<string, string>>;
}

/** What opening a version needs from outside. */
export interface OpenPorts {
  /** Returns the present state of a version, or undefined when it never existed. */
  findVersionState(version: VersionName): Promise<VersionState | undefined>;
  /** Returns the version, which never changes while it is open, or undefined when it was destroyed a moment ago. */
  findOpenable(version: VersionName): Promise<OpenableVersion | undefined>;
  readSecrets(request: Input<typeof readSecrets>): Promise<Output<typeof readSecrets>>;
}

/**
 * Returns the values of exactly the named version, in the profile's order: all of them, or a problem. Throws
 * `not-found`, `conflict` when values of it were destroyed, and what reading from Secrets Manager throws.
 */
export async function open(
  ports: OpenPorts,
  request: Input<typeof Request>,
): Promise<{ parameters: Opened[] }> {
  const { org } = request.target;
  const { name, version } = request.profile;
  // The state is read with every request, since it can change. Everything else about a version never changes.
  const state = await ports.findVersionState({ org, profile: name, version });
  if (state === undefined) {
    throw new Problem("not-found", `There is no version ${version} of a profile ${name} in ${org}.`);
  }
  const openable = state === "open" ? await ports.findOpenable({ org, profile: name, version }) : undefined;
  if (openable === undefined) throw valuesDestroyed(request);
  const [secrets, kept] = await Promise.all([readReferences(ports, request, openable), openable.unseal()]);
  const parameters = openable.parameters.map(({ key, sensitive, reference }): Opened => {
    const value = reference === null ? kept.get(key) : secrets.get(key);
    if (value === undefined)
      throw new Error(`No value came for the parameter ${key} of ${org}/profiles/${name}.`);
    return { key, value, sensitive, source: "profile", referenced: reference !== null };
  });
  return { parameters };
}

function valuesDestroyed({ profile }: Input<typeof Request>): Problem {
  return new Problem(
    "conflict",
    `The parameter values of version ${profile.version} of the profile ${profile.name} were destroyed. ` +
      "Resolve again, so that the version that is there now is used.",
  );
}

/** Reads the values that are in AWS Secrets Manager with the version's own role. Returns them by key. */
async function readReferences(
  ports: OpenPorts,
  { target, deploymentId, profile }: Input<typeof Request>,
  { accessRole, parameters }: OpenableVersion,
): Promise<ReadonlyMap<string, string>> {
  const references = parameters.flatMap(({ key, reference }) =>
    reference === null ? [] : [{ key, reference }],
  );
  if (references.length === 0) return new Map();
  if (accessRole === null) {
    throw new Problem(
      "secret-not-readable",
      `Version ${profile.version} of ${profile.name} has no accessRole to read its secrets with. Give it one.`,
    );
  }
  const { values } = await ports.readSecrets({ target, deploymentId, accessRole, references });
  return new Map(values.map(({ key, value }) => [key, value]));
}
