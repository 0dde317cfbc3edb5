/** What a role's ARN says: `arn:aws:iam::222222222222:role/teams/web/deploy`. */
export interface RoleArnParts {
  readonly partition: string;
  readonly accountId: string;
  /** With a slash at both ends: `/teams/web/`, or just `/`. */
  readonly path: string;
  readonly name: string;
}

const pattern = /^arn:([^:]+):iam::(\d{12}):role(\/(?:.+\/)?)([^/]+)$/;

/** Takes a role's ARN apart. Every ARN that the contracts accept has this form; anything else throws. */
export function parseRoleArn(roleArn: string): RoleArnParts {
  const [, partition, accountId, path, name] = pattern.exec(roleArn) ?? [];
  if (partition === undefined || accountId === undefined || path === undefined || name === undefined) {
    throw new Error(`${roleArn} is not the ARN of a role.`);
  }
  return { partition, accountId, path, name };
}

/** AWS's managed policy that may look at everything and change nothing, in the role's own partition. */
export function readOnlyAccessFor(roleArn: string): string {
  return `arn:${parseRoleArn(roleArn).partition}:iam::aws:policy/ReadOnlyAccess`;
}
