import { parseRoleArn } from "./identity-arn.ts";
import type { JsonObject } from "./trust-policy.ts";

/** The smallest MaxSessionDuration that AWS accepts for a role, in seconds. */
const minMaxSessionSeconds = 3_600;

/** Makes a CloudFormation template that creates exactly the role that the ARN names, with the given trust policy. */
export function roleTemplateFor(
  roleArn: string,
  trustPolicy: JsonObject,
  longestSessionSeconds: number,
): JsonObject {
  const { accountId, path, name, partition } = parseRoleArn(roleArn);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `The role ${roleArn}, which Stagepass assumes for deploys. Create it in the account ${accountId} with the capability CAPABILITY_NAMED_IAM.`,
    Parameters: {
      ManagedPolicyArns: {
        Type: "CommaDelimitedList",
        Description: `What deploys may do: the ARNs of the managed policies to attach, such as arn:${partition}:iam::aws:policy/PowerUserAccess`,
      },
    },
    Resources: {
      AccessRole: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: name,
          Path: path,
          MaxSessionDuration: Math.max(longestSessionSeconds, minMaxSessionSeconds),
          AssumeRolePolicyDocument: trustPolicy,
          ManagedPolicyArns: { Ref: "ManagedPolicyArns" },
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["AccessRole", "Arn"] } } },
  };
}
