import { RoleArn } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRoleArn, readOnlyAccessFor } from "./identity-arn.ts";

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

test("parseRoleArn throws for an ARN of something else", () => {
  expect(() => parseRoleArn("arn:aws:iam::222222222222:user/somebody")).toThrow("not the ARN of a role");
});

test("readOnlyAccessFor names the read-only policy of the role's own partition", () => {
  expect(readOnlyAccessFor("arn:aws-cn:iam::222222222222:role/deploy")).toBe(
    "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
  );
});
