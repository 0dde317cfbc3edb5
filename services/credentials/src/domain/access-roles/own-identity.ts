import { isNameable, parseIdentityArn, sessionRoleOf } from "./identity-arn.ts";

/** Who Stagepass is in AWS, as the trust policies of the roles that it assumes have to name it. */
export interface OwnIdentity {
  /** The ARN that AWS reports or the configuration names. */
  readonly arn: string;
  /** The principal of the policy: the identity itself, or its whole account. */
  readonly principal: string;
  /** Patterns of `aws:PrincipalArn` that, of a whole account, match only Stagepass. */
  readonly principalArns: readonly string[];
  /** A sentence for whoever uses the policy, which says why it names the identity like this. */
  readonly explanation: string;
}

/**
 * Returns the narrowest name of an identity that is guaranteed to be right. AWS refuses a policy whose principal does
 * not exist, and the ARN of a session does not say its role's path. So a session is named by its account and by its
 * role's name at any path. Role names are unique in an account whatever their path, so no other role matches. AWS
 * itself writes it like this for roles of IAM Identity Center, whose paths are not known beforehand:
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function ownIdentityOf(arn: string): OwnIdentity {
  if (isNameable(arn)) {
    return {
      arn,
      principal: arn,
      principalArns: [],
      explanation: "The trust policy names Stagepass itself.",
    };
  }
  const parsed = parseIdentityArn(arn);
  const { partition, accountId } = parsed;
  const account = `arn:${partition}:iam::${accountId}`;
  const principal = `${account}:root`;
  const role = sessionRoleOf(parsed);
  if (role !== undefined) {
    return {
      arn,
      principal,
      principalArns: [`${account}:role/${role}`, `${account}:role/*/${role}`],
      explanation:
        `The trust policy lets in the role ${role} of the account ${accountId} alone, by a condition, because AWS ` +
        "does not tell the path of the role that Stagepass runs as. CREDENTIALS_AWS_PRINCIPAL_ARN can name the role whole.",
    };
  }
  return {
    arn,
    principal,
    principalArns: [],
    explanation:
      `The trust policy names the whole account ${accountId}, because Stagepass runs as ${arn}, which is neither a user ` +
      "nor a role. Run it as one, or name one in CREDENTIALS_AWS_PRINCIPAL_ARN.",
  };
}
