import { isSecret, isSsm, type ValueLocation } from "./value-location.ts";

/** AWS's limit for a session policy, in characters. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const maxPolicyLength = 2_048;

/**
 * Makes the session policy that lets a session read these secrets and parameters and nothing else. A session policy
 * never allows more than the role may do. `kms:Decrypt` is needed for secrets that are encrypted with a key of the
 * customer, and for every SecureString, since SSM decrypts in the caller's name. It is allowed only on behalf of the
 * services that the session reads from.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
export function readingPolicy(locations: readonly ValueLocation[]): string {
  const secrets = locations.filter(isSecret);
  const parameters = locations.filter(isSsm);
  const services = [
    ...(secrets.length > 0 ? ["secretsmanager.*"] : []),
    ...(parameters.length > 0 ? ["ssm.*"] : []),
  ];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...allow("secretsmanager:GetSecretValue", secrets),
      ...allow("ssm:GetParameters", parameters),
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": services.length === 1 ? services[0] : services } },
      },
    ],
  });
}

function allow(Action: string, locations: readonly ValueLocation[]): object[] {
  if (locations.length === 0) return [];
  return [{ Effect: "Allow", Action, Resource: [...new Set(locations.map(({ resource }) => resource))] }];
}

/**
 * Groups the locations in their order, so that the policy of each group stays within AWS's limit and the groups are few.
 */
export function groupByPolicy(locations: readonly ValueLocation[]): ValueLocation[][] {
  const groups: ValueLocation[][] = [];
  for (const location of locations) {
    const group = groups.at(-1);
    if (group !== undefined && readingPolicy([...group, location]).length <= maxPolicyLength)
      group.push(location);
    else groups.push([location]);
  }
  return groups;
}
