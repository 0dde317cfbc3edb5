import { RoleArn } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isNameable, parseRoleArn, readOnlyAccessFor } from "./identity-arn.ts";

test("parseRoleArn returns the parts of a role's ARN, with its path", () => {
  expect(parseRoleArn("arn:aws-us-gov:iam::222222222222:role/teams/web/deploy")).toEqual({
    partition: "aws-us-gov",
    accountId: "222222222222",
    path: "/teams/web/",
    name: "deploy",
  });
});

test("parseRoleArn returns one slash as the path of a role without one", () => {
  expect(parseRoleArn("arn:aws:iam::222222222222:role/deploy")).toMatchObject({ path: "/", name: "deploy" });
});

test("parseRoleArn parses every ARN that the contract accepts, and loses nothing of it", () => {
  const anyRoleArn = fc.stringMatching(
    /^arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role\/([!-~]{1,20}\/)?[A-Za-z0-9+=,.@-]{1,64}$/,
  );
  fc.assert(
    fc.property(anyRoleArn, (roleArn) => {
      fc.pre(RoleArn.safeParse(roleArn).success);
      const { partition, accountId, path, name } = parseRoleArn(roleArn);
      expect(`arn:${partition}:iam::${accountId}:role${path}${name}`).toBe(roleArn);
    }),
  );
});

test.each([
  ["a user", "arn:aws:iam::222222222222:user/somebody", "not the ARN of a role"],
  ["a session", "arn:aws:sts::222222222222:assumed-role/deploy/ci", "not the ARN of a role"],
  ["a bucket", "arn:aws:s3:::role/deploy", "no identity of AWS"],
])("parseRoleArn throws for the ARN of %s", (_, arn, why) => {
  expect(() => parseRoleArn(arn)).toThrow(why);
});

test("readOnlyAccessFor names the read-only policy of the role's own partition", () => {
  expect(readOnlyAccessFor("arn:aws-cn:iam::222222222222:role/deploy")).toBe(
    "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
  );
});

test.each([
  "arn:aws:iam::111111111111:role/*",
  "arn:aws:iam::111111111111:group/deployers",
  "arn:aws:iam::111111111111:role/",
  "arn:aws:sts::111111111111:role/deploy",
  "deploy",
])("%s is not the name of a user or role", (arn) => {
  expect(isNameable(arn)).toBe(false);
});
