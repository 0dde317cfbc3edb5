import { expect, test } from "vitest";
import { ownIdentityOf } from "./own-identity.ts";

test.each([
  "arn:aws:iam::111111111111:user/stagepass",
  "arn:aws-us-gov:iam::111111111111:user/services/stagepass",
  "arn:aws-cn:iam::111111111111:role/service-role/stagepass",
])("%s is named as it is, with its path and partition", (arn) => {
  expect(ownIdentityOf(arn)).toMatchObject({ arn, principal: arn, principalArns: [] });
});

test("a session is named by its role's name, at any path and in its own partition", () => {
  const arn = "arn:aws-us-gov:sts::111111111111:assumed-role/stagepass/i-0123456789abcdef0";
  expect(ownIdentityOf(arn)).toEqual({
    arn,
    principal: "arn:aws-us-gov:iam::111111111111:root",
    principalArns: [
      "arn:aws-us-gov:iam::111111111111:role/stagepass",
      "arn:aws-us-gov:iam::111111111111:role/*/stagepass",
    ],
    explanation: expect.stringContaining("lets in the role stagepass of the account 111111111111 alone"),
  });
});

test("a session of IAM Identity Center, whose role's path has a region, is named by its role's name, too", () => {
  const role = "AWSReservedSSO_Deploy_0123456789abcdef";
  const { principalArns } = ownIdentityOf(`arn:aws:sts::111111111111:assumed-role/${role}/ada@example.com`);
  expect(principalArns[1]).toBe(`arn:aws:iam::111111111111:role/*/${role}`);
});

test.each(["arn:aws:iam::111111111111:root", "arn:aws:sts::111111111111:federated-user/ada"])(
  "%s is named by its account, with the reason",
  (arn) => {
    const identity = ownIdentityOf(arn);
    expect(identity).toMatchObject({ principal: "arn:aws:iam::111111111111:root", principalArns: [] });
    expect(identity.explanation).toContain(
      `names the whole account 111111111111, because Stagepass runs as ${arn}`,
    );
  },
);
