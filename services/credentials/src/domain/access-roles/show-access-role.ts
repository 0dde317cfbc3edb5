import { type AccessRole, type AccessRoleView, Problem, readAccessRole } from "@stagepass/contracts";
import type { OwnIdentity } from "./own-identity.ts";
import { roleTemplateFor } from "./role-template.ts";
import { trustPolicyFor } from "./trust-policy.ts";

/** What showing an access role needs from outside. */
export interface OnboardingPorts {
  /** Returns the role of a profile's newest version. Throws `not-found`. */
  getAccessRole(org: string, profile: string): Promise<AccessRole | null>;
  /** Returns who Stagepass is in AWS. Throws `unavailable`. */
  getOwnIdentity(): Promise<OwnIdentity>;
  getExternalId(org: string, roleArn: string): Promise<string>;
}

/**
 * Returns what the roles of a profile must trust. The roles need not exist yet. Throws `not-found` for a profile
 * without a role.
 */
export async function showAccessRole(
  ports: OnboardingPorts,
  { org, profile }: { readonly org: string; readonly profile: string },
): Promise<AccessRoleView> {
  const accessRole = await ports.getAccessRole(org, profile);
  if (accessRole === null) {
    throw new Problem(
      "not-found",
      `The profile ${profile} has no access role. Set one: PATCH /v1/orgs/${org}/profiles/${profile} with accessRole.roleArn.`,
    );
  }
  const { roleArn, planRoleArn, durationSeconds, sourceIdentity } = readAccessRole(accessRole);
  const own = await ports.getOwnIdentity();
  const describe = async (assumedArn: string) => {
    const externalId = await ports.getExternalId(org, assumedArn);
    const trustPolicy = trustPolicyFor({ own, externalId, sourceIdentity });
    const cloudFormationTemplate = roleTemplateFor(assumedArn, trustPolicy, durationSeconds);
    return { roleArn: assumedArn, externalId, trustPolicy, cloudFormationTemplate };
  };
  return {
    ...(await describe(roleArn)),
    ...(planRoleArn === undefined ? {} : { planRole: await describe(planRoleArn) }),
    stagepass: { arn: own.arn, explanation: own.explanation },
  };
}
