import { allowedRegions } from "./policies/allowed-regions.ts";
import { allowedStages } from "./policies/allowed-stages.ts";
import { frameworkVersion } from "./policies/framework-version.ts";
import { noSecretEnvVars } from "./policies/no-secret-env-vars.ts";
import { noWildIamRoleStatements } from "./policies/no-wild-iam-role-statements.ts";
import { requireCfnRole } from "./policies/require-cfn-role.ts";
import { requiredStackTags } from "./policies/required-stack-tags.ts";
import type { Policy } from "./policy.ts";

/** Every policy that a safeguard can name, in the order of the catalogue. */
export const policies: readonly Policy[] = [
  allowedRegions,
  allowedStages,
  frameworkVersion,
  noSecretEnvVars,
  noWildIamRoleStatements,
  requireCfnRole,
  requiredStackTags,
];

const byId = new Map(policies.map((policy) => [policy.id, policy]));

/** The policy with this id, if there is one. */
export function findPolicy(id: string): Policy | undefined {
  return byId.get(id);
}
