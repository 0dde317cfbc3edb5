import type * as contracts from "@stagepass/contracts";
import {
  type AccessRole,
  type Input,
  type OpenedParameter as Opened,
  type Output,
  Problem,
  type SecretReference,
} from "@stagepass/contracts";
import type { OrgVault } from "../parameters/org-vault.ts";

/** A parameter with what is stored as its value. */
export interface OpenedParameter {
  readonly key: string;
  readonly sensitive: boolean;
  readonly value:
    | { readonly kind: "sealed"; readonly sealed: Uint8Array }
    | { readonly kind: "reference"; readonly reference: SecretReference }
    | { readonly kind: "destroyed" };
}

/** A version as it is opened. `deleted` says that its profile was deleted after the version was made. */
export interface OpenedVersion {
  readonly deleted: boolean;
  readonly accessRole: AccessRole | null;
  readonly parameters: readonly OpenedParameter[];
}

/** What opening a version needs from outside. */
export interface OpenPorts {
  findOpened(org: string, profile: string, version: number): Promise<OpenedVersion | undefined>;
  openVault(org: string): Promise<OrgVault>;
  readSecrets(request: Input<typeof contracts.readSecrets>): Promise<Output<typeof contracts.readSecrets>>;
}

/**
 * Returns the values of exactly the named version, in the profile's order: all of them, or a problem. Throws
 * `not-found`, `conflict` when values of it were destroyed, and what reading from Secrets Manager throws.
 */
export async function open(
  ports: OpenPorts,
  request: Input<typeof contracts.open>,
): Promise<{ parameters: Opened[] }> {
  const { org } = request.target;
  const { name, version } = request.profile;
  const opened = await ports.findOpened(org, name, version);
  if (opened === undefined) {
    throw new Problem("not-found", `There is no version ${version} of a profile ${name} in ${org}.`);
  }
  assertValuesKept(opened, request);
  const secrets = await readReferences(ports, request, opened);
  const vault = await ports.openVault(org);
  const parameters = opened.parameters.map(({ key, sensitive, value }): Opened => {
    const text =
      value.kind === "sealed" ? vault.unseal({ profile: name, key }, value.sealed) : secrets.get(key);
    if (text === undefined)
      throw new Error(`No value came for the parameter ${key} of ${org}/profiles/${name}.`);
    return { key, value: text, sensitive, source: "profile", referenced: value.kind === "reference" };
  });
  return { parameters };
}

function assertValuesKept(
  { deleted, parameters }: OpenedVersion,
  { profile }: Input<typeof contracts.open>,
): void {
  if (!deleted && parameters.every(({ value }) => value.kind !== "destroyed")) return;
  throw new Problem(
    "conflict",
    `The parameter values of version ${profile.version} of the profile ${profile.name} were destroyed. ` +
      "Resolve again, so that the version that is there now is used.",
  );
}

/** Reads the values that are in AWS Secrets Manager with the version's own role. Returns them by key. */
async function readReferences(
  ports: OpenPorts,
  { target, deploymentId, profile }: Input<typeof contracts.open>,
  { accessRole, parameters }: OpenedVersion,
): Promise<ReadonlyMap<string, string>> {
  const references = parameters.flatMap(({ key, value }) =>
    value.kind === "reference" ? [{ key, reference: value.reference }] : [],
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
