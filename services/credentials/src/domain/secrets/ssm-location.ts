import { type SsmReference, ssmNamePattern } from "@stagepass/contracts";
import { parseRoleArn } from "../access-roles/identity-arn.ts";

/** One version of one parameter of SSM Parameter Store, and the region that it is in. */
export interface SsmLocation {
  /** The parameter's name or ARN, as the reference has it. */
  readonly name: string;
  /** The number or the label of the version. The newest version is meant when it is undefined. */
  readonly selector: string | undefined;
  readonly region: string;
  /** The parameter as the resource of an IAM policy. */
  readonly resource: string;
}

/**
 * Locates a parameter. The role's account and the target's region apply unless an ARN says otherwise. Returns undefined
 * for a reference that the contracts do not accept, and when neither the reference nor the target says the region.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export function locateSsm(
  { name, version, label }: SsmReference,
  roleArn: string,
  targetRegion: string | undefined,
): SsmLocation | undefined {
  const match = ssmNamePattern.exec(name);
  if (match === null) return undefined;
  const selector = version === undefined ? label : String(version);
  const region = match.groups?.["region"];
  if (region !== undefined) return { name, selector, region, resource: name };
  if (targetRegion === undefined) return undefined;
  const { partition, accountId } = parseRoleArn(roleArn);
  // The slash at the beginning of a name is also the one in the ARN.
  const path = name.replace(/^\//, "");
  const resource = `arn:${partition}:ssm:${targetRegion}:${accountId}:parameter/${path}`;
  return { name, selector, region: targetRegion, resource };
}
