import { expect, test } from "vitest";
import { type Caller, userCaller } from "../identity/caller.ts";
import { DEFAULT_CREDENTIALS } from "../server.ts";
import { TrustPolicy, trustsCaller } from "./trust-policy.ts";

const user = userCaller(DEFAULT_CREDENTIALS);
const roleArn = "arn:aws:iam::111111111111:role/platform/stagepass";
const ofRole: Caller = {
  ...user,
  arn: "arn:aws:sts::111111111111:assumed-role/stagepass/task-1",
  session: {
    ...{ accessKeyId: "ASIAEXAMPLE", expiresAtMs: 0, roleArn, roleSessionName: "task-1" },
    ...{ tags: [], transitiveTagKeys: [], policyArns: [] },
  },
};

function allows(
  statement: object,
  {
    caller = user,
    externalId,
    action = "sts:AssumeRole",
  }: { caller?: Caller; externalId?: string; action?: string } = {},
): boolean {
  const allow = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", ...statement };
  return trustsCaller(TrustPolicy.parse({ Statement: allow }), action, { caller, externalId });
}

test.each([
  "*",
  "111111111111",
  "arn:aws:iam::111111111111:root",
  roleArn,
  "arn:aws:sts::111111111111:assumed-role/stagepass/task-1",
])("the principal %s matches a session of the role", (AWS) => {
  expect(allows({ Principal: { AWS } }, { caller: ofRole })).toBe(true);
});

test.each([
  "222222222222",
  "arn:aws:iam::222222222222:root",
  "arn:aws-cn:iam::111111111111:root",
  // Without its path, the ARN is that of another role.
  "arn:aws:iam::111111111111:role/stagepass",
  "arn:aws:sts::111111111111:assumed-role/stagepass/task-2",
  "arn:aws:iam::111111111111:user/stagepass",
])("the principal %s does not match a session of the role", (AWS) => {
  expect(allows({ Principal: { AWS } }, { caller: ofRole })).toBe(false);
});

test("a principal can be one of a list", () => {
  expect(allows({ Principal: { AWS: ["222222222222", user.arn] } })).toBe(true);
});

const principalIs = (...patterns: string[]) => ({
  Condition: { ArnLike: { "aws:PrincipalArn": patterns } },
});

test("a condition on the external ID holds for exactly that external ID", () => {
  const statement = { Condition: { StringEquals: { "sts:ExternalId": "right" } } };
  expect(allows(statement, { externalId: "right" })).toBe(true);
  expect(allows(statement, { externalId: "wrong" })).toBe(false);
  expect(allows(statement)).toBe(false);
});

test("a condition on the external ID holds for no other action than sts:AssumeRole, as on AWS", () => {
  const statement = { Action: "sts:*", Condition: { StringEquals: { "sts:ExternalId": "right" } } };
  expect(allows(statement, { externalId: "right", action: "sts:TagSession" })).toBe(false);
});

test("a condition on the principal's ARN compares the role with its path, and not its session", () => {
  expect(allows(principalIs("arn:aws:iam::111111111111:role/*/stagepass"), { caller: ofRole })).toBe(true);
  expect(allows(principalIs(roleArn), { caller: ofRole })).toBe(true);
  expect(allows(principalIs("arn:aws:iam::111111111111:role/stagepass"), { caller: ofRole })).toBe(false);
  expect(allows(principalIs("arn:aws:iam::*stagepass"), { caller: ofRole })).toBe(false);
});

test("a Deny in a trust policy wins", () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" };
  const policy = TrustPolicy.parse({ Statement: [{ ...deny, Effect: "Allow" }, deny] });
  expect(trustsCaller(policy, "sts:AssumeRole", { caller: user, externalId: undefined })).toBe(false);
});

test.each([
  { Principal: { Service: "ec2.amazonaws.com" } },
  { Principal: { AWS: "somebody" } },
  { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
  { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
])("a trust policy that the stand-in cannot evaluate is invalid: %j", (statement) => {
  expect(() => allows(statement)).toThrow();
});
