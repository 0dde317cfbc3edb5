import { Problem } from "@stagepass/contracts";
import type { SecretLocation } from "./secret-location.ts";
import type { ValueLocation } from "./value-location.ts";

/** Why a secret, or a parameter of SSM, cannot be read. Trying again does not help: somebody has to change something. */
export type UnreadableReason =
  | "missing"
  | "deleted"
  | "denied"
  | "key-denied"
  | "region-disabled"
  | "rejected"
  | "binary"
  | "not-json"
  | "not-an-object"
  | "no-such-json-key"
  | "inexact-number";

/** The outcome of reading one secret or one parameter of SSM. */
export type SecretReading =
  | { readonly outcome: "text"; readonly text: string }
  | { readonly outcome: "unreadable"; readonly reason: UnreadableReason; readonly awsCode?: string };

/** Where a value is, with the outcome of reading it. */
export interface ReadValue {
  readonly location: ValueLocation;
  readonly reading: SecretReading;
}

/** A parameter whose value stays in a secret, and the role that reads it. */
export interface SecretParameter {
  readonly key: string;
  readonly secret: SecretLocation;
  readonly jsonKey: string | undefined;
  readonly roleArn: string;
}

/** Makes the problem `secret-not-readable` for a parameter. It names the key and the secret, and never a value. */
export function secretNotReadable(reason: UnreadableReason, parameter: SecretParameter): Problem {
  return new Problem(
    "secret-not-readable",
    `The parameter ${parameter.key}: ${sentences[reason](parameter)}`,
  );
}

const sentences: Readonly<Record<UnreadableReason, (parameter: SecretParameter) => string>> = {
  missing: ({ secret, roleArn }) =>
    `there is no secret ${secret.secretId}${versionOf(secret)} in ${secret.region} in the account of ${roleArn}. ` +
    "Create it, or correct the reference in the profile.",
  deleted: ({ secret }) =>
    `the secret ${secret.secretId} is marked for deletion. Restore it, or refer to another one.`,
  // AWS does not tell a caller who may not read a secret whether it exists.
  denied: ({ secret, roleArn }) =>
    `${roleArn} may not read a secret ${secret.secretId} in ${secret.region}, or there is none. Check name and region, and ` +
    "allow the role secretsmanager:GetSecretValue on it.",
  "key-denied": ({ secret, roleArn }) =>
    `${roleArn} may not use the KMS key of the secret ${secret.secretId}, or the key is disabled. Allow it kms:Decrypt with that key.`,
  "region-disabled": ({ secret, roleArn }) =>
    `AWS in ${secret.region} does not accept sessions of ${roleArn} for the secret ${secret.secretId}. Enable the region in the role's account.`,
  rejected: ({ secret }) =>
    `AWS does not accept the reference to the secret ${secret.secretId}${versionOf(secret)}. Correct it in the profile.`,
  binary: ({ secret }) =>
    `the secret ${secret.secretId} holds a binary value (SecretBinary). Store it as text (SecretString).`,
  "not-json": ({ secret, jsonKey }) =>
    `the secret ${secret.secretId} is not proper JSON (or repeats a key, or nests too deeply), so no key ${quoted(jsonKey)} can be read from it. Store a JSON object, or leave out jsonKey.`,
  "not-an-object": ({ secret, jsonKey }) =>
    `the secret ${secret.secretId} is JSON but not an object, so it has no key ${quoted(jsonKey)}. Store a JSON object, or leave out jsonKey.`,
  "no-such-json-key": ({ secret, jsonKey }) =>
    `the secret ${secret.secretId} has no key ${quoted(jsonKey)}. Add it, or correct jsonKey.`,
  "inexact-number": ({ secret, jsonKey }) =>
    `the number at ${quoted(jsonKey)} in the secret ${secret.secretId} is too large to be read exactly. Put it in quotes.`,
};

function versionOf({ versionStage }: SecretLocation): string {
  return versionStage === undefined ? "" : ` with a version ${versionStage}`;
}

function quoted(jsonKey: string | undefined): string {
  return JSON.stringify(jsonKey ?? "");
}
