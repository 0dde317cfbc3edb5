import { type AccessRole, type AccessRoleView, Problem } from "@stagepass/contracts";
import { describeRoles, type TrustPorts } from "./describe-roles.ts";

/** What showing the access role of a profile needs from outside. */
export interface OnboardingPorts extends TrustPorts {
  /** Returns the role of a profile's newest version. Throws `not-found`. */
  getAccessRole(org: string, profile: string): Promise<AccessRole | null>;
}

/** The role that a profile is to get, before it is saved. */
type RoleToBe = { readonly [F in keyof AccessRole]?: AccessRole[F] | undefined };

/**
 * Returns what the roles of a profile must trust, or the roles that it is to get: the external ID must be known before
 * a role is made. The roles need not exist yet. Throws `not-found` for a profile without a role where none is named.
 */
export async function showAccessRole(
  ports: OnboardingPorts,
  { org, profile }: { readonly org: string; readonly profile: string },
  { roleArn, durationSeconds = 3_600, ...given }: RoleToBe = {},
): Promise<AccessRoleView> {
  const accessRole = await ports.getAccessRole(org, profile);
  if (roleArn !== undefined) return describeRoles(ports, org, { roleArn, durationSeconds, ...given });
  if (accessRole === null) {
    throw new Problem(
      "not-found",
      `The profile ${profile} has no access role. Set one: PATCH /v1/orgs/${org}/profiles/${profile} with accessRole.roleArn.`,
    );
  }
  return describeRoles(ports, org, accessRole);
}
