import {
  invalidInput,
  maxMessageBytes,
  type ParameterInput,
  type SecretReference,
  type ValueReference,
} from "@stagepass/contracts";
import { type NextParameter, referenceOf } from "../versions/profile.ts";
import type { ProfileValues } from "./merge-parameters.ts";

/**
 * The most that all values of a version, or of a service and an instance together, may take, in bytes of JSON. It is half of the message that carries them to a
 * deploy: what AWS holds is known only at the deploy, and can double in JSON, where every quote is
 * escaped.
 */
export const maxValuesBytes = maxMessageBytes / 2;

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const maxSecretBytes = 65_536;
/** The largest parameter of the advanced tier. https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const maxSsmBytes = 8_192;

/** The parameters of a new version. */
interface ParametersToSend {
  readonly next: readonly NextParameter[];
  /** Those of them that the request brought; the others keep what is stored. */
  readonly given: readonly ParameterInput[];
  /** The path in the request at which a violation is reported. */
  readonly path: string;
  /** What would hold them, in words, and how many bytes it may hold: a profile, unless it says otherwise. */
  readonly holder?: { readonly title: string; readonly maxBytes: number };
}

const profile = { title: "profile", maxBytes: maxValuesBytes };

/**
 * Throws `invalid` unless the values fit in the message that carries them to a deploy. Values are kept from save to
 * save, so more of them can come together than one request brings.
 */
export function assertSendable(
  { next, given, path, holder: { title, maxBytes } = profile }: ParametersToSend,
  values: Pick<ProfileValues, "unseal">,
): void {
  const givenValues = new Map(given.map(({ key, value }) => [key, value]));
  const texts = next.flatMap(({ key, value }) => {
    const text = givenValues.get(key);
    if (text !== undefined) return [text];
    return "content" in value && value.content.kind === "sealed" ? [values.unseal(value)] : [];
  });
  const references = next.flatMap((parameter) => referenceOf(parameter) ?? []);
  if (bytesOfValues(texts, references) <= maxBytes) return;
  const message =
    `the ${title} would hold more than ${maxBytes / 1024 / 1024} MiB of values together, which is the most that a deploy can be ` +
    `sent of it. Values count as JSON, and each secret of AWS Secrets Manager as ${maxSecretBytes / 1024} KiB, each parameter of SSM as ${maxSsmBytes / 1024} KiB. Remove or ` +
    "shorten some; different keys of one JSON secret count once";
  throw invalidInput([{ path, message }]);
}

/** The most bytes that values and references take in the message to a deploy. */
export function bytesOfValues(texts: readonly string[], references: readonly ValueReference[]): number {
  return texts.reduce((sum, text) => sum + jsonBytes(text), bytesOf(references));
}

function jsonBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).byteLength;
}

/** The most bytes that the references can bring. */
function bytesOf(references: readonly ValueReference[]): number {
  const secrets = references.filter((reference) => "secretId" in reference);
  return secretsOf(secrets) * maxSecretBytes + (references.length - secrets.length) * maxSsmBytes;
}

/**
 * How many whole secrets the references can bring. Different keys of one JSON secret together are no larger than the
 * secret.
 */
function secretsOf(references: readonly SecretReference[]): number {
  const asked = new Map<string, number>();
  const secrets = references.map(({ secretId, versionStage, jsonKey }) => {
    const reference = JSON.stringify([secretId, versionStage, jsonKey]);
    const times = (asked.get(reference) ?? 0) + 1;
    asked.set(reference, times);
    return JSON.stringify([secretId, versionStage, jsonKey === undefined, times]);
  });
  return new Set(secrets).size;
}
