import { type Placeholder, placeholdersIn } from "@stagepass/contracts";
import { parseIdentityArn } from "./identity-arn.ts";
import type { JsonObject } from "./trust-policy.ts";

/** The smallest MaxSessionDuration that AWS accepts for a role, in seconds. */
const minMaxSessionSeconds = 3_600;

/**
 * Makes a CloudFormation template that creates exactly the role that the ARN names, with the given trust policy. What
 * stands for a name of the target is a parameter of the template.
 */
export function roleTemplateFor(
  roleArn: string,
  trustPolicy: JsonObject,
  longestSessionSeconds: number,
): JsonObject {
  const { accountId, identity, partition } = parseIdentityArn(roleArn);
  const whole = identity.replace(/^iam:role/, "");
  const nameAt = whole.lastIndexOf("/") + 1;
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `The role ${roleArn}, which Stagepass assumes for deploys. Create it in the account ${accountId} with the capability CAPABILITY_NAMED_IAM.`,
    Parameters: {
      ...Object.fromEntries(placeholdersIn(roleArn).map((name) => [parameters[name], parameterFor(name)])),
      ManagedPolicyArns: {
        Type: "CommaDelimitedList",
        Description: `What deploys may do: the ARNs of the managed policies to attach, such as arn:${partition}:iam::aws:policy/PowerUserAccess`,
      },
    },
    Resources: {
      AccessRole: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: withParameters(whole.slice(nameAt)),
          Path: withParameters(whole.slice(0, nameAt)),
          MaxSessionDuration: Math.max(longestSessionSeconds, minMaxSessionSeconds),
          AssumeRolePolicyDocument: trustPolicy,
          ManagedPolicyArns: { Ref: "ManagedPolicyArns" },
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["AccessRole", "Arn"] } } },
  };
}

const parameters: Readonly<Record<Placeholder, string>> = { app: "App", service: "Service", stage: "Stage" };

function parameterFor(name: Placeholder): JsonObject {
  return {
    Type: "String",
    AllowedPattern: "[\\w+=,.@-]+",
    Description: `The ${name} that deploys with this role, spelled as in Stagepass`,
  };
}

/** Returns a text in which references to the parameters stand in place of placeholders. */
function withParameters(text: string): string | JsonObject {
  const parts = text.split(/(\{\w+\})/).filter((part) => part !== "");
  const referring = parts.map((part) => {
    const [name] = placeholdersIn(part);
    return name === undefined ? part : { Ref: parameters[name] };
  });
  return placeholdersIn(text).length === 0 ? text : { "Fn::Join": ["", referring] };
}
