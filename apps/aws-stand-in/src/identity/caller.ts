import { parseRoleArn } from "./role-arn.ts";
import { roleIdOf, type Session } from "./session.ts";

/** The long-lived keys of the IAM user with which Stagepass itself calls AWS. */
export interface UserCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** The identity that signed a request. */
export interface Caller {
  readonly arn: string;
  readonly userId: string;
  readonly accountId: string;
  readonly partition: string;
  /** Whether the caller belongs to the account of Stagepass's own keys. */
  readonly isStagepass: boolean;
  /** Present for temporary credentials; absent for the IAM user. */
  readonly session?: Session;
}

/** Returns the IAM user to whom Stagepass's own keys belong. */
export function userCaller({ accountId }: UserCredentials): Caller {
  return {
    arn: `arn:aws:iam::${accountId}:user/stagepass`,
    userId: "AIDASTAGEPASSSTANDIN0",
    accountId,
    partition: "aws",
    isStagepass: true,
  };
}

/** Returns the assumed role to whose session the keys belong. `user` holds Stagepass's own keys. */
export function sessionCaller(session: Session, user: UserCredentials): Caller {
  const role = parseRoleArn(session.roleArn);
  if (role === undefined)
    throw new Error(`A session was sealed for ${session.roleArn}, which is not a role.`);
  return {
    arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${session.roleSessionName}`,
    userId: `${roleIdOf(session.roleArn)}:${session.roleSessionName}`,
    accountId: role.accountId,
    partition: role.partition,
    isStagepass: role.accountId === user.accountId,
    session,
  };
}
