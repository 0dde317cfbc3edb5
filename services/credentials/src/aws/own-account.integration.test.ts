import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { expect, test } from "vitest";
import { startTestAws } from "../../test/stand-in.ts";
import { ownAccountReader } from "./own-account.ts";

test("finds out Stagepass's own account once, however many ask", async () => {
  const aws = await startTestAws();
  const getOwnAccount = ownAccountReader(aws.open());
  const accounts = await Promise.all([getOwnAccount(), getOwnAccount()]);
  accounts.push(await getOwnAccount());
  expect(new Set(accounts)).toEqual(new Set([{ partition: "aws", accountId: "111111111111" }]));
  expect(await aws.calls("GetCallerIdentity")).toHaveLength(1);
});

test("knows the partition of an identity that is a session", async () => {
  const aws = await startTestAws();
  const credentials = await aws.sessionOf("arn:aws-us-gov:iam::444444444444:role/stagepass");
  expect(await ownAccountReader(aws.open({ credentials }))()).toEqual({
    partition: "aws-us-gov",
    accountId: "444444444444",
  });
});

test("does not remember a failure", async () => {
  const aws = await startTestAws();
  const getOwnAccount = ownAccountReader(aws.open());
  await aws.fail({ service: "sts", kind: "nonsense", times: 1 });
  await expect(getOwnAccount()).rejects.toMatchObject({
    code: "unavailable",
    facts: { part: "credentials" },
  });
  await expect(getOwnAccount()).resolves.toMatchObject({ accountId: "111111111111" });
});

test("says that it is a matter for the operator when AWS does not know Stagepass's own keys", async () => {
  const aws = await startTestAws();
  const credentials = { ...DEFAULT_CREDENTIALS, secretAccessKey: "wrong" };
  await expect(ownAccountReader(aws.open({ credentials }))()).rejects.toThrow(
    "Stagepass's own AWS credentials do not work (SignatureDoesNotMatch)",
  );
});
