import { NoSettings } from "../../settings/no-settings.ts";
import { givesText } from "../../template/values/gives-text.ts";
import { isRecord } from "../../template/values/place.ts";
import { definePolicy } from "../policy.ts";
import type { Violation } from "../violation.ts";

/** CloudFormation works with a role of its own, and not with the rights of whoever deploys. */
export const requireCfnRole = definePolicy({
  id: "require-cfn-role",
  title: "Require a CloudFormation role",
  description: "The declaration must set provider.iam.deploymentRole, or provider.cfnRole, its older name.",
  fix: "Set provider.iam.deploymentRole in serverless.yml to the ARN of a role that CloudFormation may assume.",
  documentation: `CloudFormation then works with a role of its own, and not with the rights of whoever deploys. The role is an ARN, or an
intrinsic function that gives a text, whichever way its conditions turn out.`,
  needs: ["declaration"],
  settings: NoSettings,
  defaultSettings: {},
  judge({ declaration: { provider } }) {
    if (!isRecord(provider)) return [violation];
    const deploymentRole = isRecord(provider["iam"]) ? provider["iam"]["deploymentRole"] : undefined;
    return givesText(provider["cfnRole"]) || givesText(deploymentRole) ? [] : [violation];
  },
});

const violation: Violation = {
  message: "no cfnRole set: set provider.iam.deploymentRole in the declaration",
};
