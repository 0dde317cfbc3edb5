import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { ParameterInput, SecretReference, SsmReference } from "./parameter.ts";

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

const ssmViolations = (reference: object) => {
  const { error } = SsmReference.safeParse(reference);
  return Object.fromEntries((error === undefined ? [] : violationsOf(error)).map((m) => [m.path, m.message]));
};

test.each([
  "/prod/db/url",
  "url",
  "prod/url",
  "/aws/service/eks/optimized-ami/1.33/recommended",
  `/${Array.from({ length: 15 }, (_, index) => `level-${index}`).join("/")}`,
  "arn:aws:ssm:us-east-2:333333333333:parameter/prod/db",
  "arn:aws-us-gov:ssm:us-gov-west-1:333333333333:parameter/db",
  "arn:aws-cn:ssm:cn-north-1:333333333333:parameter/db",
])("%s identifies a parameter of SSM Parameter Store", (name) => {
  expect(ssmViolations({ name })).toEqual({});
});

test.each([
  "",
  "/",
  "/prod/",
  "//prod",
  "/prod/*",
  "/prod/url:3",
  "/prod/url\n",
  "a b",
  "x".repeat(1_012),
  `/${Array.from({ length: 16 }, () => "level").join("/")}`,
  "arn:aws:ssm:us-east-2:333333333333:document/x",
  "arn:aws:ssm:us-east-2:333333333333:parameter/*",
  "arn:aws:ssm:us-east-2:333333333333:parameter/x:3",
  "arn:aws:ssm:evil.example:333333333333:parameter/x",
])("%j does not identify a parameter, and the violation says what does", (name) => {
  expect(ssmViolations({ name })).toEqual({
    "$.name": expect.stringMatching(/^must be the name of a parameter .* or its ARN, such as arn:aws:ssm/),
  });
});

test("a reference into SSM has a version or a label, in the form that AWS has for them", () => {
  const name = "/prod/url";
  expect(ssmViolations({ name, version: 3 })).toEqual({});
  expect(ssmViolations({ name, label: "live.1" })).toEqual({});
  expect(ssmViolations({ name, version: 3, label: "live" })).toEqual({
    "$.label": "give either version or label, not both",
  });
  expect(Object.keys(ssmViolations({ name, version: 0 }))).toEqual(["$.version"]);
  for (const label of ["", "1st", "aws-live", "SSMlive", "a b", "x".repeat(101)]) {
    expect(Object.keys(ssmViolations({ name, label }))).toEqual(["$.label"]);
  }
});

test("a parameter has one of a value, a secret and a parameter of SSM", () => {
  const violations = (given: object) =>
    violationsOf(ParameterInput.safeParse({ key: "A", ...given }).error ?? expect.fail("was accepted")).map(
      ({ path }) => path,
    );
  const [secretsManager, ssm] = [{ secretId: "a" }, { name: "a" }];
  expect(ParameterInput.parse({ key: "A", ssm })).toEqual({ key: "A", ssm });
  expect(violations({ value: "a", secretsManager })).toEqual(["$.value"]);
  expect(violations({ value: "a", ssm })).toEqual(["$.ssm"]);
  expect(violations({ secretsManager, ssm })).toEqual(["$.ssm"]);
});
