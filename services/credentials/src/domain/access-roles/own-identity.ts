/** Who Stagepass is in AWS, as the trust policies of the roles that it assumes have to name it. */
export interface OwnIdentity {
  /** As AWS or the configuration says it. */
  readonly arn: string;
  /** What a policy names as its principal: the identity itself, or the whole account. */
  readonly principal: string;
  /** Patterns of `aws:PrincipalArn` that leave only Stagepass of a whole account. */
  readonly principalArns: readonly string[];
  /** Why it is named like this, in a sentence for those who paste the policy. */
  readonly explanation: string;
}

const namedPattern = /^arn:aws(-[a-z]+)*:iam::\d{12}:(user|role)\/([\u0021-\u007e]+\/)?[\w+=,.@-]{1,64}$/;
const sessionPattern = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;
const anyPattern = /^arn:([^:]+):(?:iam|sts)::(\d{12}):/;

/** Whether an ARN is that of a user or a role, which a trust policy can name as it is. */
export function isNameable(arn: string): boolean {
  return namedPattern.test(arn);
}

/**
 * The narrowest name that is certainly right for an identity by its ARN. AWS refuses a policy whose principal does not
 * exist, and the ARN of a session does not say its role's path. So a session is named by its account and by its role's
 * name at any path: names are unique in an account whatever the path, so that no other role fits. It is how AWS itself
 * writes it for roles of IAM Identity Center, whose paths nobody knows beforehand:
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
  const [, partition, accountId, role] = sessionPattern.exec(arn) ?? [];
  if (partition !== undefined && accountId !== undefined && role !== undefined) {
    const account = `arn:${partition}:iam::${accountId}`;
    return {
      arn,
      principal: `${account}:root`,
      principalArns: [`${account}:role/${role}`, `${account}:role/*/${role}`],
      explanation:
        `The trust policy lets in the role ${role} of the account ${accountId} alone, by a condition, because AWS ` +
        "does not tell the path of the role that Stagepass runs as. CREDENTIALS_AWS_PRINCIPAL_ARN can name the role whole.",
    };
  }
  return wholeAccount(arn);
}

function wholeAccount(arn: string): OwnIdentity {
  const [, partition, accountId] = anyPattern.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined) throw new Error(`${arn} is no identity of AWS.`);
  return {
    arn,
    principal: `arn:${partition}:iam::${accountId}:root`,
    principalArns: [],
    explanation:
      `The trust policy names the whole account ${accountId}, because Stagepass runs as ${arn}, which is neither a user ` +
      "nor a role. Run it as one, or name one in CREDENTIALS_AWS_PRINCIPAL_ARN.",
  };
}
