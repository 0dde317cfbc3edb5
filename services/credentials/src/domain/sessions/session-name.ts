import type { KnownTarget } from "@stagepass/contracts";

const maxLength = 64;

/**
 * Makes the name under which AWS CloudTrail logs a session, such as `acmecorp-storefront-prod-q3Jx0W8cT1e2mN5uYb7Zaw`.
 * It ends in the whole random part of the deployment id, so that two deployments never share a name. The part before
 * it is for people, and is cut when it is too long. RoleSessionName:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function sessionNameOf({ org, app, stage }: KnownTarget, deploymentId: string): string {
  const suffix = `-${deploymentId.replace(/^dep_/, "")}`;
  const readable = `${org}-${app}-${stage}`.replaceAll(/[^\w+=,.@-]/g, "-");
  return readable.slice(0, maxLength - suffix.length) + suffix;
}
