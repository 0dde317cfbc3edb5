import fc from "fast-check";
import { expect, test } from "vitest";
import { roleArn } from "../../../test/deployment.ts";
import { locateSecret, type SecretLocation } from "./secret-location.ts";
import { groupByPolicy, maxPolicyLength, readingPolicy } from "./session-policy.ts";
import { locateSsm, type SsmLocation } from "./ssm-location.ts";

function located(secretId: string): SecretLocation {
  const location = locateSecret({ secretId }, roleArn, "eu-central-1");
  if (location === undefined) throw new Error(`${secretId} is no secret`);
  return location;
}

function inSsm(name: string): SsmLocation {
  const location = locateSsm({ name }, roleArn, "eu-central-1");
  if (location === undefined) throw new Error(`${name} is no parameter`);
  return location;
}

const anySecrets = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^[\w/+=.@-]{1,512}$/).map(located),
    fc.stringMatching(/^\/[\w.-]{1,500}$/).map(inSsm),
  ),
  { minLength: 1, maxLength: 100, selector: ({ resource }) => resource },
);

test("the session policy allows reading just the named secrets, and decrypting only through Secrets Manager", () => {
  expect(JSON.parse(readingPolicy([located("prod/db"), located("prod/stripe")]))).toEqual({
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
  const policy = readingPolicy([located("prod/db"), { ...located("prod/db"), versionStage: "AWSPREVIOUS" }]);
  expect(policy.match(/prod\/db/g)).toHaveLength(1);
});

test("secrets whose policy fits into one session are one group", () => {
  expect(groupByPolicy(["a", "b", "c"].map(located))).toHaveLength(1);
});

test("the policy of every group is within AWS's limit, whatever the names of the secrets", () => {
  fc.assert(
    fc.property(anySecrets, (secrets) => {
      for (const group of groupByPolicy(secrets)) {
        expect(readingPolicy(group).length).toBeLessThanOrEqual(maxPolicyLength);
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

test("the session policy names parameters of SSM exactly, and lets SSM decrypt only beside them", () => {
  const { Statement } = JSON.parse(readingPolicy([inSsm("/prod/url"), inSsm("token")]));
  expect(Statement).toEqual([
    {
      Effect: "Allow",
      Action: "ssm:GetParameters",
      Resource: [
        "arn:aws:ssm:eu-central-1:222222222222:parameter/prod/url",
        "arn:aws:ssm:eu-central-1:222222222222:parameter/token",
      ],
    },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": "ssm.*" } },
    },
  ]);
  expect(JSON.parse(readingPolicy([located("prod/db"), inSsm("token")])).Statement[2].Condition).toEqual({
    StringLike: { "kms:ViaService": ["secretsmanager.*", "ssm.*"] },
  });
});
