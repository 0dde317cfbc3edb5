import { type SecretReference, secretIdPattern } from "@stagepass/contracts";
import { parseRoleArn } from "../access-roles/role-arn.ts";

/** One version of one secret, and where AWS keeps it. */
export interface SecretLocation {
  /** A name or an ARN, as the profile says it. */
  readonly secretId: string;
  /** The label of the version; undefined means the current one. */
  readonly versionStage: string | undefined;
  readonly region: string;
  /** What an IAM policy calls it. */
  readonly resource: string;
}

/** Every secret's ARN ends in a hyphen and six characters that AWS chose: six question marks match them and no more. */
const anySuffix = "-??????";

/**
 * Where a secret is, for a role and a region that apply unless an ARN says otherwise. Undefined when the reference is none
 * that the contracts accept, and when neither it nor the target says the region. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export function locateSecret(
  { secretId, versionStage }: SecretReference,
  roleArn: string,
  targetRegion: string | undefined,
): SecretLocation | undefined {
  const match = secretIdPattern.exec(secretId);
  if (match === null) return undefined;
  const { region, name } = match.groups ?? {};
  if (region !== undefined && name !== undefined) {
    // AWS itself takes an ARN that ends like a whole one for a whole one.
    const resource = /-[A-Za-z0-9]{6}$/.test(name) ? secretId : secretId + anySuffix;
    return { secretId, versionStage, region, resource };
  }
  if (targetRegion === undefined) return undefined;
  const { partition, accountId } = parseRoleArn(roleArn);
  const resource = `arn:${partition}:secretsmanager:${targetRegion}:${accountId}:secret:${secretId}${anySuffix}`;
  return { secretId, versionStage, region: targetRegion, resource };
}
