import fc from "fast-check";
import { expect, test } from "vitest";
import { roleArn } from "../../../test/deployment.ts";
import { locateSecret, type SecretLocation } from "./secret-location.ts";
import { groupByPolicy, maxPolicyLength, secretsPolicy } from "./session-policy.ts";

function located(secretId: string): SecretLocation {
  const location = locateSecret({ secretId }, roleArn, "eu-central-1");
  if (location === undefined) throw new Error(`${secretId} is no secret`);
  return location;
}

const anySecrets = fc
  .uniqueArray(fc.stringMatching(/^[\w/+=.@-]{1,512}$/), { minLength: 1, maxLength: 100 })
  .map((names) => names.map(located));

test("the session policy allows reading just the named secrets, and decrypting only through Secrets Manager", () => {
  expect(JSON.parse(secretsPolicy([located("prod/db"), located("prod/stripe")]))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [
          "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/db-??????",
          "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/stripe-??????",
        ],
      },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:ViaService": "secretsmanager.*" } },
      },
    ],
  });
});

test("the session policy names a secret once for two of its versions", () => {
  const policy = secretsPolicy([located("prod/db"), { ...located("prod/db"), versionStage: "AWSPREVIOUS" }]);
  expect(policy.match(/prod\/db/g)).toHaveLength(1);
});

test("secrets whose policy fits into one session are one group", () => {
  expect(groupByPolicy(["a", "b", "c"].map(located))).toHaveLength(1);
});

test("the policy of every group is within AWS's limit, whatever the names of the secrets", () => {
  fc.assert(
    fc.property(anySecrets, (secrets) => {
      for (const group of groupByPolicy(secrets)) {
        expect(secretsPolicy(group).length).toBeLessThanOrEqual(maxPolicyLength);
      }
    }),
    { numRuns: 30 },
  );
});

test("every secret is in exactly one group", () => {
  fc.assert(
    fc.property(anySecrets, (secrets) => {
      expect(groupByPolicy(secrets).flat()).toEqual(secrets);
    }),
    { numRuns: 30 },
  );
});
