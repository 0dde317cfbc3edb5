import {
  fillAccessRole,
  invalidInput,
  type Placeholder,
  Problem,
  type ProviderRole,
  type ProviderRoleView,
  placeholdersIn,
  type RoleNames,
} from "@stagepass/contracts";
import { describeRoles, type TrustPorts } from "./describe-roles.ts";

/** What showing the access role of a provider needs from outside. */
export interface ProviderRolePorts extends TrustPorts {
  /** Returns the role of a provider, which is null where it has static keys. Throws `not-found`. */
  getProviderRole(org: string, provider: string): Promise<ProviderRole | null>;
}

/**
 * Returns what the roles of a provider must trust: those of one target when it is named, and otherwise all of them, with
 * the placeholders in their ARNs. Throws `not-found` for a provider without a role, `invalid` when only a part of the
 * target is named, and `invalid-role-arn` for a target whose names do not fit.
 */
export async function showProviderRole(
  ports: ProviderRolePorts,
  { org, provider }: { readonly org: string; readonly provider: string },
  target: RoleNames,
): Promise<ProviderRoleView> {
  const role = await ports.getProviderRole(org, provider);
  if (role === null) {
    throw new Problem(
      "not-found",
      `The provider ${provider} has static keys and no access role. Give it one in their place: ` +
        `PATCH /v1/orgs/${org}/providers/${provider} with accessRole.roleArn and staticKeys: null.`,
    );
  }
  const names = placeholdersIn(`${role.roleArn} ${role.planRoleArn ?? ""}`);
  if (names.every((name) => target[name] === undefined)) {
    return { ...(await describeRoles(ports, org, role)), explanation: explain(role, names) };
  }
  const missing = names.filter((name) => target[name] === undefined);
  if (missing.length > 0) {
    const message =
      "is missing: the ARN of the role needs it; leave out all of the target to see the placeholders";
    throw invalidInput(missing.map((name) => ({ path: `$.query.${name}`, message })));
  }
  const { madeOf = role, ...filled } = fillAccessRole(role, target);
  const explanation =
    `This is the role of one target. Its external ID is that of all roles of the provider ${provider}, since it ` +
    `belongs to ${role.roleArn}.`;
  return { ...(await describeRoles(ports, org, filled, madeOf)), explanation };
}

function explain({ roleArn }: ProviderRole, names: readonly Placeholder[]): string {
  if (names.length === 0) return "Every target that the provider applies to assumes this role.";
  const query = names.map((name) => `${name}=…`).join("&");
  return (
    `Each target assumes a role of its own: in ${roleArn}, ${names.map((name) => `{${name}}`).join(", ")} stand for its ` +
    `${names.join(", ")}. Make each of these roles with this external ID, which belongs to the ARN as it stands here. The ` +
    `CloudFormation template takes the names as parameters, and ?${query} shows the role of one target.`
  );
}
