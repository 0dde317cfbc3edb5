/** The parts of a role's ARN that the stand-in needs. */
export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
  /** The role's name without its path. */
  readonly roleName: string;
}

const ROLE_ARN =
  /^arn:(aws|aws-[a-z-]+):iam::(\d{12}):role\/(?:[\u0021-\u007e]{1,510}\/)?([\w+=,.@-]{1,64})$/;

/** Parses a role's ARN, with or without a path. Returns `undefined` when the text does not have the form of one. */
export function parseRoleArn(text: string): RoleArn | undefined {
  const [, partition, accountId, roleName] = ROLE_ARN.exec(text) ?? [];
  if (!partition || !accountId || !roleName) return undefined;
  return { partition, accountId, roleName };
}
