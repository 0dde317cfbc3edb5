import { type SecretReference, secretIdPattern } from "@stagepass/contracts";
import { parseRoleArn } from "../access-roles/identity-arn.ts";

/** One version of one secret, and the region that it is in. */
export interface SecretLocation {
  /** The secret's name or ARN, as the profile has it. */
  readonly secretId: string;
  /** The label of the version. The current version is meant when it is undefined. */
  readonly versionStage: string | undefined;
  readonly region: string;
  /** The secret as the resource of an IAM policy. */
  readonly resource: string;
}

/** Every secret's ARN ends in a hyphen and six characters that AWS chooses. Six question marks match exactly these. */
const anySuffix = "-??????";

/**
 * Locates a secret. The role's account and the target's region apply unless an ARN says otherwise. Returns undefined
 * for a reference that the contracts do not accept, and when neither the reference nor the target says the region.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
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
    // AWS, too, takes an ARN that ends in a hyphen and six such characters for a complete one.
    const resource = /-[A-Za-z0-9]{6}$/.test(name) ? secretId : secretId + anySuffix;
    return { secretId, versionStage, region, resource };
  }
  if (targetRegion === undefined) return undefined;
  const { partition, accountId } = parseRoleArn(roleArn);
  const resource = `arn:${partition}:secretsmanager:${targetRegion}:${accountId}:secret:${secretId}${anySuffix}`;
  return { secretId, versionStage, region: targetRegion, resource };
}
