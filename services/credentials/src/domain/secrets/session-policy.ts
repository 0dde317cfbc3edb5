import type { SecretLocation } from "./secret-location.ts";

/** AWS's limit for a session policy, in characters. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const maxPolicyLength = 2_048;

/**
 * Makes the session policy that lets a session read these secrets and nothing else. A session policy never allows more
 * than the role may do. `kms:Decrypt` is needed for secrets that are encrypted with a key of the customer, and is
 * allowed only on behalf of Secrets Manager.
 */
export function secretsPolicy(secrets: readonly SecretLocation[]): string {
  const resources = new Set(secrets.map(({ resource }) => resource));
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [...resources] },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": "secretsmanager.*" } },
      },
    ],
  });
}

/**
 * Groups the secrets in their order, so that the policy of each group stays within AWS's limit and the groups are few.
 */
export function groupByPolicy(secrets: readonly SecretLocation[]): SecretLocation[][] {
  const groups: SecretLocation[][] = [];
  for (const secret of secrets) {
    const group = groups.at(-1);
    if (group !== undefined && secretsPolicy([...group, secret]).length <= maxPolicyLength)
      group.push(secret);
    else groups.push([secret]);
  }
  return groups;
}
