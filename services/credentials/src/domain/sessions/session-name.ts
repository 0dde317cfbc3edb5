import type { KnownTarget } from "@stagepass/contracts";

const maxLength = 64;

/**
 * The name that AWS's CloudTrail logs a session by: `acmecorp-storefront-prod-q3Jx0W8cT1e2mN5uYb7Zaw`. It ends in the
 * whole random part of the deployment id, so that two deployments never share one; what stands before it is for people
 * and is cut. RoleSessionName: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function sessionNameOf({ org, app, stage }: KnownTarget, deploymentId: string): string {
  const suffix = `-${deploymentId.replace(/^dep_/, "")}`;
  const readable = `${org}-${app}-${stage}`.replaceAll(/[^\w+=,.@-]/g, "-");
  return readable.slice(0, maxLength - suffix.length) + suffix;
}
