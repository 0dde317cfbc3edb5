import { Problem } from "@stagepass/contracts";

/**
 * Says that AWS has no room for a session's policy and tags. What counts is their size in AWS's packed form, which
 * cannot be known beforehand.
 */
export class PolicyTooLarge extends Problem {
  constructor(roleArn: string, cause: unknown) {
    super(
      "role-not-assumable",
      `AWS has no room for the policy and the tags of a session of ${roleArn}. Shorten the names of app, service and stage, or of the secrets.`,
      { cause },
    );
  }
}
