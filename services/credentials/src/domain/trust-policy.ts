/** Stagepass's own AWS account, as the roles that it assumes must know it. */
export interface OwnAccount {
  readonly partition: string;
  readonly accountId: string;
}

export type JsonObject = Record<string, unknown>;

/**
 * A role's trust policy that lets Stagepass in for one organization and for no other. The external ID guards
 * `sts:AssumeRole`, without which nothing comes of the other two: they have a statement of their own, because AWS
 * knows that condition for `sts:AssumeRole` alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function trustPolicyFor({ partition, accountId }: OwnAccount, externalId: string): JsonObject {
  const Principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "StagepassAssumesWithExternalId",
        Effect: "Allow",
        Principal,
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
      {
        Sid: "StagepassNamesTheDeployment",
        Effect: "Allow",
        Principal,
        Action: ["sts:TagSession", "sts:SetSourceIdentity"],
      },
    ],
  };
}
