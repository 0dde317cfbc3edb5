import { randomBytes } from "node:crypto";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "../../server.ts";

const ROLE = "arn:aws:iam::222222222222:role/ci/deploy";
const CALLER = "arn:aws:iam::111111111111:user/stagepass";

let now = new Date("2026-11-20T12:00:00.500Z");
let standIn: AwsStandIn;
beforeAll(async () => {
  standIn = await startAwsStandIn({ now: () => now });
});
afterAll(() => standIn.close());
beforeEach(async () => {
  now = new Date("2026-11-20T12:00:00.500Z");
  await trust({});
});

function client(credentials?: Credentials): STSClient {
  return new STSClient({
    endpoint: standIn.url,
    region: "eu-central-1",
    maxAttempts: 1,
    systemClockOffset: now.getTime() - Date.now(),
    credentials: credentials
      ? {
          accessKeyId: String(credentials.AccessKeyId),
          secretAccessKey: String(credentials.SecretAccessKey),
          sessionToken: String(credentials.SessionToken),
        }
      : DEFAULT_CREDENTIALS,
  });
}

function assume(input: Partial<AssumeRoleCommandInput> = {}, as?: Credentials) {
  return client(as).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "dep_1", ...input }));
}

async function session(input: Partial<AssumeRoleCommandInput> = {}, as?: Credentials): Promise<Credentials> {
  const { Credentials } = await assume(input, as);
  if (Credentials === undefined) throw new Error("no credentials");
  return Credentials;
}

async function trust(body: object): Promise<void> {
  const url = `${standIn.url}/_stand-in/roles/${encodeURIComponent(ROLE)}`;
  const answer = await fetch(url, { method: "PUT", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

test("AssumeRole returns credentials that expire after the requested duration", async () => {
  const result = await assume({ DurationSeconds: 900 });
  expect(result.Credentials).toMatchObject({
    AccessKeyId: expect.stringMatching(/^ASIA/),
    Expiration: new Date("2026-11-20T12:15:00Z"),
  });
  expect(result.AssumedRoleUser?.Arn).toBe("arn:aws:sts::222222222222:assumed-role/deploy/dep_1");
  expect(result.PackedPolicySize).toBeUndefined();
  expect(result.$metadata.requestId).toBeDefined();
});

test("AssumeRole accepts everything that a deploy passes, and says how much space it takes", async () => {
  const result = await assume({
    ExternalId: "org/acmecorp:1",
    SourceIdentity: "dep_1",
    Tags: [
      { Key: "stagepass:app", Value: "store front/bücher:1+1=2@_-." },
      { Key: "stagepass:stage", Value: "" },
    ],
    TransitiveTagKeys: ["stagepass:app"],
    PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
  });
  expect(result.SourceIdentity).toBe("dep_1");
  expect(result.PackedPolicySize).toBeGreaterThan(0);
  expect(result.PackedPolicySize).toBeLessThan(50);
});

test.each([
  ["another external ID", { externalId: "right" }, { ExternalId: "wrong" }, "sts:AssumeRole"],
  ["no external ID", { externalId: "right" }, {}, "sts:AssumeRole"],
  ["a role that denies", { deny: true }, {}, "sts:AssumeRole"],
  [
    "tags that the trust forbids",
    { allowTagSession: false },
    { Tags: [{ Key: "a", Value: "b" }] },
    "sts:TagSession",
  ],
  [
    "a source identity that the trust forbids",
    { allowSetSourceIdentity: false },
    { SourceIdentity: "dep_1" },
    "sts:SetSourceIdentity",
  ],
])("AssumeRole is denied for %s", async (_what, trusted, input, action) => {
  await trust(trusted);
  await expect(assume(input)).rejects.toMatchObject({
    name: "AccessDenied",
    message: `User: ${CALLER} is not authorized to perform: ${action} on resource: ${ROLE}`,
    $metadata: { httpStatusCode: 403 },
  });
});

test("AssumeRole succeeds with the required external ID", async () => {
  await trust({ externalId: "right", allowTagSession: false, allowSetSourceIdentity: false });
  expect((await assume({ ExternalId: "right" })).Credentials).toBeDefined();
});

test("AssumeRole fails with a duration beyond the role's maximum instead of shortening it", async () => {
  await trust({ maxSessionDuration: 7_200 });
  expect((await assume({ DurationSeconds: 7_200 })).Credentials).toBeDefined();
  await expect(assume({ DurationSeconds: 7_201 })).rejects.toMatchObject({
    name: "ValidationError",
    message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    $metadata: { httpStatusCode: 400 },
  });
});

test("AssumeRole fails with AWS's typed errors for a malformed policy and for one that is too large", async () => {
  await expect(assume({ Policy: "{" })).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
  const Tags = Array.from({ length: 50 }, (_, at) => ({
    Key: `k${at}`,
    Value: randomBytes(64).toString("hex"),
  }));
  await expect(assume({ Tags })).rejects.toMatchObject({
    name: "PackedPolicyTooLargeException",
    message: expect.stringMatching(/^Packed size of session tags consumes \d{3}% of allotted space\.$/),
  });
});

test("AssumeRole fails with AWS's message for a session name with invalid characters", async () => {
  await expect(assume({ RoleSessionName: "a/b <é>" })).rejects.toMatchObject({
    name: "ValidationError",
    message:
      "1 validation error detected: Value 'a/b <é>' at 'roleSessionName' failed to satisfy constraint: " +
      "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  });
});

const named = "arn:aws:iam::333333333333:role/platform/stagepass";
const statement = { Effect: "Allow", Principal: { AWS: named }, Action: "sts:AssumeRole" };

test("a role with a trust policy can be assumed by sessions of the named role, and by nobody else", async () => {
  const [right, wrong] = [
    await session({ RoleArn: named }),
    await session({ RoleArn: "arn:aws:iam::333333333333:role/stagepass" }),
  ];
  await trust({ trustPolicy: { Version: "2012-10-17", Statement: [statement] } });
  expect((await assume({}, right)).Credentials).toBeDefined();
  await expect(assume({}, wrong)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(assume()).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a role with a trust policy accepts exactly the session tags and source identity that the policy allows", async () => {
  const right = await session({ RoleArn: named });
  await trust({ trustPolicy: { Statement: statement } });
  await expect(assume({ SourceIdentity: "dep_1" }, right)).rejects.toThrow(/sts:SetSourceIdentity/);
  await expect(assume({ Tags: [{ Key: "a", Value: "b" }] }, right)).rejects.toThrow(/sts:TagSession/);
});

test("a chained session lasts at most an hour", async () => {
  const first = await session();
  expect((await assume({ DurationSeconds: 3_600 }, first)).Credentials).toBeDefined();
  await expect(assume({ DurationSeconds: 3_601 }, first)).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("1 hour session limit for roles assumed by role chaining"),
  });
});

test("a chained session keeps the source identity, which cannot be changed", async () => {
  const first = await session({ SourceIdentity: "dep_1" });
  await trust({ allowSetSourceIdentity: true });
  expect((await assume({}, first)).SourceIdentity).toBe("dep_1");
  await expect(assume({ SourceIdentity: "dep_2" }, first)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a source identity is passed only to a role that allows it, and by default no role does", async () => {
  const bearer = await session({ SourceIdentity: "dep_1" });
  const RoleArn = "arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-eu-central-1";
  await expect(assume({ RoleArn }, bearer)).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining(`to perform: sts:SetSourceIdentity on resource: ${RoleArn}`),
  });
  expect((await assume({ RoleArn }, await session())).Credentials).toBeDefined();
});

test("a session of Stagepass's own account can pass a source identity to any role", async () => {
  const RoleArn = `arn:aws:iam::${DEFAULT_CREDENTIALS.accountId}:role/stagepass`;
  const own = await session({ RoleArn });
  expect((await assume({ SourceIdentity: "dep_1" }, own)).SourceIdentity).toBe("dep_1");
});

test("a chained session inherits transitive tags, and cannot set them again", async () => {
  const Tags = [{ Key: "Team", Value: "a" }];
  const first = await session({ Tags, TransitiveTagKeys: ["Team"] });
  const second = await session({}, first);
  await expect(assume({ Tags: [{ Key: "team", Value: "b" }] }, second)).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
  await trust({ allowTagSession: false });
  await expect(assume({}, second)).rejects.toMatchObject({
    message: expect.stringContaining("sts:TagSession"),
  });
});

test("role chaining is denied when the session policy does not allow it", async () => {
  const first = await session({ PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] });
  await expect(assume({}, first)).rejects.toMatchObject({ name: "AccessDenied" });
});

const whoami = (as?: Credentials) => client(as).send(new GetCallerIdentityCommand({}));

test("GetCallerIdentity returns Stagepass's own user", async () => {
  expect(await whoami()).toMatchObject({ Account: "111111111111", Arn: CALLER });
});

test("GetCallerIdentity returns the assumed role and its account, in the role's partition", async () => {
  const RoleArn = "arn:aws-cn:iam::333333333333:role/deploy";
  expect(await whoami(await session({ RoleArn }))).toMatchObject({
    Account: "333333333333",
    Arn: "arn:aws-cn:sts::333333333333:assumed-role/deploy/dep_1",
    UserId: expect.stringMatching(/^AROA[0-9A-Z]{17}:dep_1$/),
  });
});

test("GetCallerIdentity fails for a session from the second in which it expires", async () => {
  const credentials = await session({ DurationSeconds: 900 });
  now = new Date("2026-11-20T12:14:59.999Z");
  expect(await whoami(credentials)).toMatchObject({ Account: "222222222222" });
  now = new Date("2026-11-20T12:15:00.000Z");
  await expect(whoami(credentials)).rejects.toMatchObject({
    name: "ExpiredToken",
    $metadata: { httpStatusCode: 403 },
  });
});
