import { AwsError } from "../../http/aws-error.ts";
import type { Secret, SecretValue, SecretVersion } from "../../state/secret.ts";

// AWS keeps up to 100 versions of a secret, and may drop those without stages before that.
const MAX_VERSIONS = 100;

/**
 * Adds a version and moves its stages to it. When AWSCURRENT moves, AWSPREVIOUS moves to where it was. The first
 * version of a secret is always AWSCURRENT. Adding the same id and value again changes nothing. Throws
 * ResourceExistsException for another value under a used id.
 */
export function addVersion(
  secret: Secret,
  { id, value, stages, nowMs }: { id: string; value: SecretValue; stages: readonly string[]; nowMs: number },
): SecretVersion {
  const existing = secret.versions.find((version) => version.id === id);
  if (existing !== undefined) return repeat(secret, existing, value);
  const requested =
    secret.versions.length === 0 ? [...new Set([...stages, "AWSCURRENT"])] : [...new Set(stages)];
  const version: SecretVersion = { id, stages: [], createdAtMs: nowMs, value };
  secret.versions.push(version);
  for (const stage of requested) moveStage(secret, stage, version);
  secret.changedAtMs = nowMs;
  dropUnstaged(secret);
  return version;
}

function repeat(secret: Secret, existing: SecretVersion, value: SecretValue): SecretVersion {
  if (isSameValue(existing.value, value)) return existing;
  throw new AwsError(
    "ResourceExistsException",
    `You can't use ClientRequestToken ${existing.id} because that value is already in use for a version of secret ${secret.arn}.`,
  );
}

/** Whether two values have the same kind and content. */
export function isSameValue(a: SecretValue, b: SecretValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function moveStage(secret: Secret, stage: string, to: SecretVersion): void {
  const from = secret.versions.find((version) => version.stages.includes(stage));
  if (from !== undefined) from.stages = from.stages.filter((it) => it !== stage);
  to.stages.push(stage);
  if (stage === "AWSCURRENT" && from !== undefined) moveStage(secret, "AWSPREVIOUS", from);
}

function dropUnstaged(secret: Secret): void {
  const surplus = secret.versions.length - MAX_VERSIONS;
  const dropped = new Set(
    secret.versions.filter(({ stages }) => stages.length === 0).slice(0, Math.max(0, surplus)),
  );
  secret.versions = secret.versions.filter((version) => !dropped.has(version));
}
