import { parseRoleArn } from "./role-arn.ts";
import { roleIdOf, type Session } from "./session.ts";

/** The long-lived keys of the IAM user as whom Stagepass itself calls AWS. */
export interface UserCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** Whose signature a request carries. */
export interface Caller {
  readonly arn: string;
  readonly userId: string;
  readonly accountId: string;
  readonly partition: string;
  /** Whether it belongs to the account of Stagepass's own keys. */
  readonly isStagepass: boolean;
  /** Present for temporary credentials; absent for the IAM user. */
  readonly session?: Session;
}

/** The IAM user behind Stagepass's own keys. */
export function userCaller({ accountId }: UserCredentials): Caller {
  return {
    arn: `arn:aws:iam::${accountId}:user/stagepass`,
    userId: "AIDASTAGEPASSSTANDIN0",
    accountId,
    partition: "aws",
    isStagepass: true,
  };
}

/** The assumed role behind a session's keys, where Stagepass's own are those of `user`. */
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
