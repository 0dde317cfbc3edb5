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

test("allows reading just the named secrets, and decrypting only through Secrets Manager", () => {
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

test("names two versions of one secret once", () => {
  const policy = secretsPolicy([located("prod/db"), { ...located("prod/db"), versionStage: "AWSPREVIOUS" }]);
  expect(policy.match(/prod\/db/g)).toHaveLength(1);
});

test("puts secrets that fit into one session into one", () => {
  expect(groupByPolicy(["a", "b", "c"].map(located))).toHaveLength(1);
});

test("keeps every session's policy within AWS's limit, whatever the secrets are called", () => {
  fc.assert(
    fc.property(anySecrets, (secrets) => {
      for (const group of groupByPolicy(secrets)) {
        expect(secretsPolicy(group).length).toBeLessThanOrEqual(maxPolicyLength);
      }
    }),
    { numRuns: 30 },
  );
});

test("loses no secret and doubles none", () => {
  fc.assert(
    fc.property(anySecrets, (secrets) => {
      expect(groupByPolicy(secrets).flat()).toEqual(secrets);
    }),
    { numRuns: 30 },
  );
});
