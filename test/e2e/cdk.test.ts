import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeAll, expect, test } from "vitest";
import type { Api } from "../support/stack/api.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const profile = "/v1/orgs/acmecorp/profiles/cdk";
const accessRole = { roleArn: "arn:aws:iam::555555555555:role/deploy" };
let admin: Api;

beforeAll(async () => {
  admin = stack.as(stack.facts.adminKey);
  await admin("PUT", profile, { accessRole });
  await admin("PUT", "/v1/orgs/acmecorp/apps/cdk", { defaultProfile: "cdk" });
});

/** Assumes a role of the CDK's bootstrap with the credentials of a resolve, as `cdk deploy` does. */
async function deployWithCdk() {
  const { body } = await stack.as(stack.facts.deployKey)(
    "POST",
    "/v1/resolve",
    makeTarget({ app: "cdk", stage: "dev" }),
  );
  expect(body.verdict).toBe("allowed");
  const { accessKeyId, secretAccessKey, sessionToken } = body.credentials;
  const sts = new STSClient({
    endpoint: stack.facts.awsEndpoint,
    region: "eu-central-1",
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  const RoleArn = "arn:aws:iam::555555555555:role/cdk-hnb659fds-deploy-role-555555555555-eu-central-1";
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: "aws-cdk-ci" });
  return sts.send(assume).finally(() => sts.destroy());
}

test("a session with a source identity cannot assume the CDK's roles, which do not allow one", async () => {
  await expect(deployWithCdk()).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("not authorized to perform: sts:SetSourceIdentity"),
  });
});

test("a session without a source identity, as the profile can request it, can assume the CDK's roles", async () => {
  const sourceIdentity = "none";
  const changed = await admin("PATCH", profile, { accessRole: { ...accessRole, sourceIdentity } });
  expect(changed).toMatchObject({ status: 200, body: { version: 2, accessRole: { sourceIdentity } } });
  const { Credentials, SourceIdentity } = await deployWithCdk();
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  expect(SourceIdentity).toBeUndefined();
});
