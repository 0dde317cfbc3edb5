import { forbidS3HttpAccess } from "./access/forbid-s3-http-access.ts";
import { noWildIamRoleStatements } from "./access/no-wild-iam-role-statements.ts";
import { expression } from "./custom/expression.ts";
import { javascript } from "./custom/javascript.ts";
import type { Policy } from "./definition/policy.ts";
import { allowedRegions } from "./deploys/allowed-regions.ts";
import { allowedStages } from "./deploys/allowed-stages.ts";
import { frameworkVersion } from "./deploys/framework-version.ts";
import { requireCfnRole } from "./deploys/require-cfn-role.ts";
import { requiredStackTags } from "./deploys/required-stack-tags.ts";
import { restrictedDeployTimes } from "./deploys/restricted-deploy-times.ts";
import { allowedFunctionNames } from "./functions/allowed-function-names.ts";
import { allowedRuntimes } from "./functions/allowed-runtimes.ts";
import { forbidLambdaApigIntegration } from "./functions/forbid-lambda-apig-integration.ts";
import { noSecretEnvVars } from "./functions/no-secret-env-vars.ts";
import { requireDescription } from "./functions/require-description.ts";
import { requireDlq } from "./functions/require-dlq.ts";
import { requireGlobalVpc } from "./functions/require-global-vpc.ts";

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
