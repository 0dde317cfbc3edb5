import { type AccessRole, type AccessRoleView, Problem } from "@stagepass/contracts";
import { describeRoles, type TrustPorts } from "./describe-roles.ts";

/** What showing the access role of a profile needs from outside. */
export interface OnboardingPorts extends TrustPorts {
  /** Returns the role of a profile's newest version. Throws `not-found`. */
  getAccessRole(org: string, profile: string): Promise<AccessRole | null>;
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
  return describeRoles(ports, org, accessRole);
}
