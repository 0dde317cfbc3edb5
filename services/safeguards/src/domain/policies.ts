import { allowedFunctionNames } from "./policies/allowed-function-names.ts";
import { allowedRegions } from "./policies/allowed-regions.ts";
import { allowedRuntimes } from "./policies/allowed-runtimes.ts";
import { allowedStages } from "./policies/allowed-stages.ts";
import { expression } from "./policies/expression.ts";
import { forbidLambdaApigIntegration } from "./policies/forbid-lambda-apig-integration.ts";
import { forbidS3HttpAccess } from "./policies/forbid-s3-http-access.ts";
import { frameworkVersion } from "./policies/framework-version.ts";
import { javascript } from "./policies/javascript.ts";
import { noSecretEnvVars } from "./policies/no-secret-env-vars.ts";
import { noWildIamRoleStatements } from "./policies/no-wild-iam-role-statements.ts";
import { requireCfnRole } from "./policies/require-cfn-role.ts";
import { requireDescription } from "./policies/require-description.ts";
import { requireDlq } from "./policies/require-dlq.ts";
import { requireGlobalVpc } from "./policies/require-global-vpc.ts";
import { requiredStackTags } from "./policies/required-stack-tags.ts";
import { restrictedDeployTimes } from "./policies/restricted-deploy-times.ts";
import type { Policy } from "./policy.ts";

/** Every policy that a safeguard can name, in the order of the catalogue. */
export const policies: readonly Policy[] = [
  allowedFunctionNames,
  allowedRegions,
  allowedRuntimes,
  allowedStages,
  expression,
  forbidLambdaApigIntegration,
  forbidS3HttpAccess,
  frameworkVersion,
  javascript,
  noSecretEnvVars,
  noWildIamRoleStatements,
  requireCfnRole,
  requireDescription,
  requireDlq,
  requireGlobalVpc,
  requiredStackTags,
  restrictedDeployTimes,
];

const byId = new Map(policies.map((policy) => [policy.id, policy]));

/** The policy with this id, if there is one. */
export function findPolicy(id: string): Policy | undefined {
  return byId.get(id);
}
