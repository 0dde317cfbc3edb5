import {
  type AssumableRole,
  fillAccessRole,
  type KnownTarget,
  type Purpose,
  roleArnFor,
} from "@stagepass/contracts";

/** The role of a session, and the ARN that its external ID belongs to. */
export interface AssumedArns {
  readonly roleArn: string;
  readonly externalIdOf: string;
}

/**
 * Returns the role that is assumed for a purpose, and what its external ID belongs to: the ARN itself, or the one with
 * placeholders that it was made of. What it was made of is filled in once more, so that no service can ask for a role
 * with the external ID of another. Throws `invalid-role-arn` where the target does not fit.
 */
export function assumedArns(role: AssumableRole, target: KnownTarget, purpose: Purpose): AssumedArns {
  const roleArn = roleArnFor(role, purpose);
  if (role.madeOf === undefined) return { roleArn, externalIdOf: roleArn };
  const externalIdOf = roleArnFor({ ...role, ...role.madeOf }, purpose);
  const made = roleArnFor(fillAccessRole({ ...role, ...role.madeOf }, target), purpose);
  if (made !== roleArn) throw new Error(`${roleArn} was not made of ${externalIdOf} for its target.`);
  return { roleArn, externalIdOf };
}
