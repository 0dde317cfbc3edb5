import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { ParameterInput, SecretReference } from "./parameter.ts";

const violationsIn = (reference: object) => {
  const { error } = SecretReference.safeParse(reference);
  return Object.fromEntries((error === undefined ? [] : violationsOf(error)).map((m) => [m.path, m.message]));
};

test.each([
  "prod/db",
  "a",
  "x".repeat(512),
  "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db",
  "arn:aws:secretsmanager:us-east-2:333333333333:secret:prod/db-a1B2c3",
  "arn:aws-us-gov:secretsmanager:us-gov-west-1:333333333333:secret:db",
])("%s identifies a secret of AWS Secrets Manager", (secretId) => {
  expect(violationsIn({ secretId })).toEqual({});
});

test.each([
  "",
  "arn:aws:foo",
  "arn:aws:s3:::bucket",
  "arn:aws:secretsmanager:us-east-2:333333333333:rotation:x",
  "arn:aws:secretsmanager:evil.example:333333333333:secret:prod/db-a1B2c3",
  "arn:aws:secretsmanager:nowhere:333333333333:secret:prod/db-a1B2c3",
  "arn:aws:secretsmanager:us-east-2:333333333333:secret:*",
  "two:parts",
  "*",
  "prod/db?",
  "prod/db\n",
  "x".repeat(513),
])("%j does not identify a secret, and the violation says what does", (secretId) => {
  expect(violationsIn({ secretId })).toEqual({
    "$.secretId": expect.stringMatching(
      /^must be the name of a secret .* prod\/db, or its ARN, such as arn:aws/,
    ),
  });
});

test("a part of a reference must not be empty: it has to be left out", () => {
  expect(violationsIn({ secretId: "prod/db", jsonKey: "", versionStage: "" })).toEqual({
    "$.jsonKey": "must not be empty; leave it out to read the whole secret",
    "$.versionStage": "must not be empty; leave it out to read the current version",
  });
});

test("sensitive has no default in the contract of a parameter", () => {
  expect(ParameterInput.parse({ key: "A" })).toEqual({ key: "A" });
});
