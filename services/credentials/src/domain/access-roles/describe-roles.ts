import { type AccessRoleView, type ProviderRole, readAccessRole } from "@stagepass/contracts";
import type { OwnIdentity } from "./own-identity.ts";
import { roleTemplateFor } from "./role-template.ts";
import { trustPolicyFor } from "./trust-policy.ts";

/** What saying what roles must trust needs from outside. */
export interface TrustPorts {
  /** Returns who Stagepass is in AWS. Throws `unavailable`. */
  getOwnIdentity(): Promise<OwnIdentity>;
  getExternalId(org: string, roleArn: string): Promise<string>;
}

/**
 * Returns what the role of an access role must trust, and its plan role where it has one. Their external IDs belong to
 * the ARNs of `externalIdsOf`, which are others only where a target was filled in.
 */
export async function describeRoles(
  ports: TrustPorts,
  org: string,
  accessRole: ProviderRole,
  externalIdsOf: Pick<ProviderRole, "roleArn" | "planRoleArn"> = accessRole,
): Promise<AccessRoleView> {
  const { roleArn, planRoleArn, durationSeconds, sourceIdentity } = readAccessRole(accessRole);
  const own = await ports.getOwnIdentity();
  const describe = async (assumedArn: string, externalIdOf = assumedArn) => {
    const externalId = await ports.getExternalId(org, externalIdOf);
    const trustPolicy = trustPolicyFor({ own, externalId, sourceIdentity });
    const cloudFormationTemplate = roleTemplateFor(assumedArn, trustPolicy, durationSeconds);
    return { roleArn: assumedArn, externalId, trustPolicy, cloudFormationTemplate };
  };
  return {
    ...(await describe(roleArn, externalIdsOf.roleArn)),
    ...(planRoleArn !== undefined && { planRole: await describe(planRoleArn, externalIdsOf.planRoleArn) }),
    stagepass: { arn: own.arn, explanation: own.explanation },
  };
}
