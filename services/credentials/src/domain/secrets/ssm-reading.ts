import { Problem } from "@stagepass/contracts";
import type { UnreadableReason } from "./secret-reading.ts";
import type { SsmLocation } from "./ssm-location.ts";

/** A parameter whose value stays in SSM Parameter Store, and the role that reads it. */
export interface SsmParameter {
  readonly key: string;
  readonly ssm: SsmLocation;
  readonly roleArn: string;
}

/** Makes the problem `secret-not-readable` for a parameter. It names the key and SSM's parameter, and never a value. */
export function ssmNotReadable(reason: UnreadableReason, parameter: SsmParameter): Problem {
  return new Problem("secret-not-readable", `The parameter ${parameter.key}: ${sentence(reason, parameter)}`);
}

function sentence(reason: UnreadableReason, { ssm, roleArn }: SsmParameter): string {
  const named = ssm.selector === undefined ? ssm.name : `${ssm.name}:${ssm.selector}`;
  switch (reason) {
    case "missing":
      return (
        `there is no SSM parameter ${named} in ${ssm.region} in the account of ${roleArn}. Create it, or correct the ` +
        "reference."
      );
    case "denied":
      return (
        `${roleArn} may not read the SSM parameter ${named} in ${ssm.region}. Check name and region, and allow the role ` +
        "ssm:GetParameters on it."
      );
    case "key-denied":
      return (
        `${roleArn} may not use the KMS key of the SSM parameter ${named}, or the key is disabled. Allow it kms:Decrypt ` +
        "with that key."
      );
    case "region-disabled":
      return (
        `AWS in ${ssm.region} does not accept sessions of ${roleArn} for the SSM parameter ${named}. Enable the region ` +
        "in the role's account."
      );
    default:
      return `AWS does not accept the reference to the SSM parameter ${named}. Correct it.`;
  }
}
