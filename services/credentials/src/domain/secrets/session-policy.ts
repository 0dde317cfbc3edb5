import type { SecretLocation } from "./secret-location.ts";

/** AWS's limit for a session policy, in characters. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const maxPolicyLength = 2_048;

/**
 * The session policy that lets a session read these secrets and nothing else. It never gives more than the role has.
 * `kms:Decrypt` is there for secrets under a key of the customer's own, and only on Secrets Manager's behalf.
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

/** The secrets in as few groups as their policies need to stay within AWS's limit, in their order. */
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
