import { Region, SecretReference } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { roleArn } from "../../../test/deployment.ts";
import { locateSecret } from "./secret-location.ts";

const locate = (secretId: string, role = roleArn) => locateSecret({ secretId }, role, "eu-central-1");

test("a secret's name is located in the role's account and the target's region", () => {
  expect(locate("prod/db")).toEqual({
    secretId: "prod/db",
    versionStage: undefined,
    region: "eu-central-1",
    resource: "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/db-??????",
  });
});

test("a secret is located in the partition of the role", () => {
  expect(locate("prod/db", "arn:aws-cn:iam::222222222222:role/deploy")?.resource).toBe(
    "arn:aws-cn:secretsmanager:eu-central-1:222222222222:secret:prod/db-??????",
  );
});

test("a secret's ARN is located in its own region, and is the exact resource of the policy", () => {
  const arn = "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db-a1B2c3";
  expect(locate(arn)).toMatchObject({ secretId: arn, region: "us-east-2", resource: arn });
});

test("an ARN without AWS's suffix becomes a resource with wildcards for the suffix", () => {
  const arn = "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db";
  expect(locate(arn)).toMatchObject({ secretId: arn, resource: `${arn}-??????` });
});

test("a secret's location has the requested version", () => {
  const reference = { secretId: "prod/db", versionStage: "AWSPREVIOUS" };
  expect(locateSecret(reference, roleArn, "eu-central-1")?.versionStage).toBe("AWSPREVIOUS");
});

/** Makes texts that are names and ARNs of secrets, and many that nearly are. */
const nearlySecretIds = fc
  .array(
    fc.constantFrom(
      ...[
        "arn:aws",
        "arn",
        "-cn",
        "-us-gov",
        ":",
        "secretsmanager",
        "s3",
        "us-east-2",
        "us-gov-west-1",
        "nowhere",
      ],
      ...[
        "333333333333",
        "12",
        "secret",
        "rotation",
        "prod/db",
        "-a1B2c3",
        "*",
        "?",
        " ",
        "é",
        "x".repeat(512),
      ],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));
const arns = fc
  .tuple(
    fc.constantFrom("aws", "aws-cn", "aws-us-gov", "aws-iso-b", "AWS", ""),
    fc.constantFrom("eu-central-1", "us-gov-west-1", "nowhere", "evil.example", "a-b-1"),
    fc.constantFrom("333333333333", "33333", ""),
    fc.oneof(fc.stringMatching(/^[\w/+=.@-]{0,20}$/), fc.string(), fc.constant("x".repeat(520))),
  )
  .map(
    ([partition, region, account, name]) =>
      `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`,
  );

test("exactly the secretIds that the contract accepts are located, each in a region", () => {
  fc.assert(
    fc.property(fc.oneof(nearlySecretIds, arns, fc.string()), (secretId) => {
      const location = locate(secretId);
      expect(location !== undefined).toBe(SecretReference.safeParse({ secretId }).success);
      if (location !== undefined) expect(Region.safeParse(location.region).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each(["arn:aws:foo", "arn:aws:secretsmanager:us-east-2:333333333333:secret:*", "two:parts", "*"])(
  "%s is not located, since it cannot name a secret",
  (secretId) => {
    expect(locate(secretId)).toBeUndefined();
  },
);

test("only an ARN is located when the target has no region", () => {
  const arn = "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db";
  expect(locateSecret({ secretId: "prod/db" }, roleArn, undefined)).toBeUndefined();
  expect(locateSecret({ secretId: arn }, roleArn, undefined)).toMatchObject({ region: "us-east-2" });
});
