import { expect, test } from "vitest";
import { roleArn } from "../../test/deployment.ts";
import { locateSecret } from "./secret-location.ts";

const locate = (secretId: string, role = roleArn) => locateSecret({ secretId }, role, "eu-central-1");

test("looks for a name in the role's account and the target's region", () => {
  expect(locate("prod/db")).toEqual({
    secretId: "prod/db",
    versionStage: undefined,
    region: "eu-central-1",
    resource: "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/db-??????",
  });
});

test("keeps to the partition of the role", () => {
  expect(locate("prod/db", "arn:aws-cn:iam::222222222222:role/deploy")?.resource).toBe(
    "arn:aws-cn:secretsmanager:eu-central-1:222222222222:secret:prod/db-??????",
  );
});

test("takes the region of an ARN, and names exactly it in the policy", () => {
  const arn = "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db-a1B2c3";
  expect(locate(arn)).toMatchObject({ secretId: arn, region: "us-east-2", resource: arn });
});

test("adds the characters that AWS chose to an ARN that lacks them", () => {
  const arn = "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db";
  expect(locate(arn)).toMatchObject({ secretId: arn, resource: `${arn}-??????` });
});

test("carries the version that was asked for", () => {
  const reference = { secretId: "prod/db", versionStage: "AWSPREVIOUS" };
  expect(locateSecret(reference, roleArn, "eu-central-1")?.versionStage).toBe("AWSPREVIOUS");
});

test.each([
  "arn:aws:s3:::bucket",
  "arn:aws:secretsmanager:us-east-2:333333333333:rotation:x",
  "arn:aws:secretsmanager:evil.example:333333333333:secret:prod/db-a1B2c3",
  "arn:aws:secretsmanager:nowhere:333333333333:secret:prod/db-a1B2c3",
  "arn:aws:secretsmanager:us-east-2:333333333333:secret:*",
  "two:parts",
  "*",
  "prod/db?",
  "x".repeat(513),
])("refuses %s, which names no secret", (secretId) => {
  expect(locate(secretId)).toBeUndefined();
});
