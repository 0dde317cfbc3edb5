import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { expect, test } from "vitest";
import { startTestAws } from "../../test/stand-in.ts";
import { ownIdentityReader } from "./own-identity.ts";

test("Stagepass's own identity is read from AWS once, however many need it", async () => {
  const aws = await startTestAws();
  const getOwnIdentity = ownIdentityReader(aws.open());
  const identities = await Promise.all([getOwnIdentity(), getOwnIdentity()]);
  identities.push(await getOwnIdentity());
  expect(new Set(identities).size).toBe(1);
  expect(identities[0]).toMatchObject({ principal: "arn:aws:iam::111111111111:user/stagepass" });
  expect(await aws.calls("GetCallerIdentity")).toHaveLength(1);
});

test("AWS is not asked for Stagepass's own identity when the configuration names it", async () => {
  const aws = await startTestAws();
  const arn = "arn:aws:iam::111111111111:role/service-role/stagepass";
  expect(await ownIdentityReader(aws.open(), arn)()).toMatchObject({ arn, principal: arn });
  expect(await aws.calls("GetCallerIdentity")).toEqual([]);
});

test("an identity that is a session is named by its account, partition and role", async () => {
  const aws = await startTestAws();
  const credentials = await aws.sessionOf("arn:aws-us-gov:iam::444444444444:role/stagepass");
  expect(await ownIdentityReader(aws.open({ credentials }))()).toMatchObject({
    principal: "arn:aws-us-gov:iam::444444444444:root",
    principalArns: expect.arrayContaining(["arn:aws-us-gov:iam::444444444444:role/*/stagepass"]),
  });
});

test("reading the own identity is tried again after a failure", async () => {
  const aws = await startTestAws();
  const getOwnIdentity = ownIdentityReader(aws.open());
  await aws.fail({ service: "sts", kind: "nonsense", times: 1 });
  await expect(getOwnIdentity()).rejects.toMatchObject({
    code: "unavailable",
    facts: { part: "credentials" },
  });
  await expect(getOwnIdentity()).resolves.toMatchObject({ arn: "arn:aws:iam::111111111111:user/stagepass" });
});

test("the problem addresses the operator when AWS does not accept Stagepass's own keys", async () => {
  const aws = await startTestAws();
  const credentials = { ...DEFAULT_CREDENTIALS, secretAccessKey: "wrong" };
  await expect(ownIdentityReader(aws.open({ credentials }))()).rejects.toThrow(
    "Stagepass's own AWS credentials do not work (SignatureDoesNotMatch)",
  );
});
