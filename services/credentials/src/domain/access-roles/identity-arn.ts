/** The parts of the ARN of an identity in AWS, such as `arn:aws:iam::222222222222:role/teams/web/deploy`. */
export interface IdentityArn {
  readonly partition: string;
  readonly accountId: string;
  /** The service, and the identity within it: `iam:role/teams/web/deploy`. */
  readonly identity: string;
}

/** The parts of a role's ARN. */
export interface RoleArnParts extends Omit<IdentityArn, "identity"> {
  /** The path with a slash at both ends: `/teams/web/`, or just `/`. */
  readonly path: string;
  readonly name: string;
}

const pattern = /^arn:(aws(?:-[a-z]+)*):(iam|sts)::(\d{12}):(.+)$/;
/** Names and paths: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const named = /^iam:(user|role)(\/(?:[\u0021-\u007e]+\/)?)([\w+=,.@-]{1,64})$/;
const session = /^sts:assumed-role\/([^/]+)\/.+$/;

/** Parses the ARN of an identity of IAM or STS. Throws for any other text. */
export function parseIdentityArn(arn: string): IdentityArn {
  const [, partition, service, accountId, resource] = pattern.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined) throw new Error(`${arn} is no identity of AWS.`);
  return { partition, accountId, identity: `${service}:${resource}` };
}

/** Parses a role's ARN. Every ARN that the contracts accept has this form. Throws for anything else. */
export function parseRoleArn(roleArn: string): RoleArnParts {
  const { identity, ...where } = parseIdentityArn(roleArn);
  const [, kind, path, name] = named.exec(identity) ?? [];
  if (kind !== "role" || path === undefined || name === undefined) {
    throw new Error(`${roleArn} is not the ARN of a role.`);
  }
  return { ...where, path, name };
}

/** Whether an ARN is that of a user or a role, which a trust policy can name as it is. */
export function isNameable(arn: string): boolean {
  return pattern.test(arn) && named.test(parseIdentityArn(arn).identity);
}

/**
 * Returns the name of a session's role, or undefined for other identities. The role's path is not in a session's ARN.
 */
export function sessionRoleOf({ identity }: IdentityArn): string | undefined {
  return session.exec(identity)?.[1];
}

/**
 * Returns the ARN of AWS's managed policy that allows reading everything and changing nothing, in the role's own
 * partition.
 */
export function readOnlyAccessFor(roleArn: string): string {
  return `arn:${parseRoleArn(roleArn).partition}:iam::aws:policy/ReadOnlyAccess`;
}
