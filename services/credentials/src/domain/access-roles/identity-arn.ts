/** The parts of a role's ARN such as `arn:aws:iam::222222222222:role/teams/web/deploy`. */
export interface RoleArnParts {
  readonly partition: string;
  readonly accountId: string;
  /** The path with a slash at both ends: `/teams/web/`, or just `/`. */
  readonly path: string;
  readonly name: string;
}

const pattern = /^arn:([^:]+):iam::(\d{12}):role(\/(?:.+\/)?)([^/]+)$/;

/** Parses a role's ARN. Every ARN that the contracts accept has this form. Throws for anything else. */
export function parseRoleArn(roleArn: string): RoleArnParts {
  const [, partition, accountId, path, name] = pattern.exec(roleArn) ?? [];
  if (partition === undefined || accountId === undefined || path === undefined || name === undefined) {
    throw new Error(`${roleArn} is not the ARN of a role.`);
  }
  return { partition, accountId, path, name };
}

/**
 * Returns the ARN of AWS's managed policy that allows reading everything and changing nothing, in the role's own
 * partition.
 */
export function readOnlyAccessFor(roleArn: string): string {
  return `arn:${parseRoleArn(roleArn).partition}:iam::aws:policy/ReadOnlyAccess`;
}
