import type { SourceIdentity } from "@stagepass/contracts";
import type { OwnIdentity } from "./own-identity.ts";

export type JsonObject = Record<string, unknown>;

/** What a role's trust policy has to require. */
export interface WantedTrust {
  readonly own: Pick<OwnIdentity, "principal" | "principalArns">;
  readonly externalId: string;
  readonly sourceIdentity: SourceIdentity;
}

/**
 * Makes a role's trust policy that admits Stagepass for one organization and for no other. The external ID is a
 * condition of `sts:AssumeRole`, without which the other actions do nothing. They have a statement of their own,
 * because AWS knows that condition for `sts:AssumeRole` alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function trustPolicyFor({ own, externalId, sourceIdentity }: WantedTrust): JsonObject {
  const Principal = { AWS: own.principal };
  const onlyStagepass =
    own.principalArns.length === 0 ? {} : { ArnLike: { "aws:PrincipalArn": [...own.principalArns] } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "StagepassAssumesWithExternalId",
        Effect: "Allow",
        Principal,
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId }, ...onlyStagepass },
      },
      {
        Sid: "StagepassNamesTheDeployment",
        Effect: "Allow",
        Principal,
        Action: sourceIdentity === "none" ? "sts:TagSession" : ["sts:TagSession", "sts:SetSourceIdentity"],
        ...(own.principalArns.length === 0 ? {} : { Condition: onlyStagepass }),
      },
    ],
  };
}
