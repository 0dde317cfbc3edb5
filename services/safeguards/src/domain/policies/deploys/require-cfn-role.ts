import { NoSettings } from "../../settings/no-settings.ts";
import { valueOfDeclaration } from "../../template/declaration.ts";
import { alwaysProvidesText } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";
import type { PolicyViolation } from "../definition/violation.ts";

/** Requires a role for CloudFormation itself, so that it does not work with the rights of whoever deploys. */
export const requireCfnRole = definePolicy({
  id: "require-cfn-role",
  title: "Require a CloudFormation role",
  description: "The declaration must set provider.iam.deploymentRole, or provider.cfnRole, its older name.",
  fix: "Set provider.iam.deploymentRole in serverless.yml to the ARN of a role that CloudFormation may assume.",
  documentation: `CloudFormation then works with a role of its own, and not with the rights of whoever deploys. The role is an ARN, or an
intrinsic function that resolves to a text, whichever way its conditions turn out.`,
  needs: ["declaration"],
  settings: NoSettings,
  defaultSettings: {},
  evaluate({ declaration }) {
    const provider = valueOfDeclaration(declaration).at("provider");
    const roles = [provider.at("cfnRole"), provider.at("iam", "deploymentRole")];
    return roles.some(alwaysProvidesText) ? [] : [violation];
  },
});

const violation: PolicyViolation = {
  message: "no cfnRole set: set provider.iam.deploymentRole in the declaration",
  place: { document: "declaration", path: "$.provider" },
};
