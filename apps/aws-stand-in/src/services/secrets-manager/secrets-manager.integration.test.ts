import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "../../server.ts";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const DAY_MS = 86_400_000;

let now: Date;
let standIn: AwsStandIn;
beforeEach(async () => {
  now = new Date();
  standIn = await startAwsStandIn({ now: () => now });
});
afterEach(() => standIn.close());

interface Session {
  readonly accountId?: string;
  readonly region?: string;
  readonly policy?: object;
  readonly policyArn?: string;
}

/** Makes a client with a session of a role in the account, narrowed by the given session policies. */
async function clientOf({ accountId = "222222222222", region, policy, policyArn }: Session = {}) {
  const base = {
    endpoint: standIn.url,
    region: region ?? "eu-central-1",
    maxAttempts: 1,
    systemClockOffset: now.getTime() - Date.now(),
  };
  const { Credentials } = await new STSClient({ ...base, credentials: DEFAULT_CREDENTIALS }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/deploy`,
      RoleSessionName: "dep_1",
      Policy: policy && JSON.stringify({ Version: "2012-10-17", Statement: policy }),
      PolicyArns: policyArn ? [{ arn: policyArn }] : undefined,
    }),
  );
  return new SecretsManagerClient({
    ...base,
    credentials: {
      accessKeyId: String(Credentials?.AccessKeyId),
      secretAccessKey: String(Credentials?.SecretAccessKey),
      sessionToken: String(Credentials?.SessionToken),
    },
  });
}

function read(client: SecretsManagerClient, SecretId: string | undefined, version: object = {}) {
  return client.send(new GetSecretValueCommand({ SecretId, ...version }));
}

test("a secret is read by its name, its ARN, and its ARN without the random characters", async () => {
  const client = await clientOf();
  const { ARN = "" } = await client.send(
    new CreateSecretCommand({ Name: "prod/db", SecretString: "s3cret" }),
  );
  expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod\/db-[A-Za-z0-9]{6}$/);
  for (const id of ["prod/db", ARN, ARN.slice(0, -7)]) {
    expect(await read(client, id)).toMatchObject({ ARN, Name: "prod/db", SecretString: "s3cret" });
  }
});

test("a binary secret is read byte for byte", async () => {
  const client = await clientOf();
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  await client.send(new CreateSecretCommand({ Name: "bytes", SecretBinary: bytes }));
  const { SecretBinary, SecretString } = await read(client, "bytes");
  expect(SecretBinary && [...SecretBinary]).toEqual([...bytes]);
  expect(SecretString).toBeUndefined();
});

test("a secret's name means another secret in another region and in another account", async () => {
  const here = await clientOf();
  const { ARN } = await here.send(new CreateSecretCommand({ Name: "db", SecretString: "here" }));
  await expect(read(await clientOf({ region: "us-east-1" }), "db")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const stranger = await clientOf({ accountId: "333333333333" });
  await expect(read(stranger, "db")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(read(stranger, ARN)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("because no resource-based policy allows"),
  });
  expect((await stranger.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
});

test("creating a secret again with the same token and value returns the same secret, and fails otherwise", async () => {
  const client = await clientOf();
  const once = { Name: "db", SecretString: "a", ClientRequestToken: "0".repeat(32) };
  const first = await client.send(new CreateSecretCommand(once));
  expect(await client.send(new CreateSecretCommand(once))).toMatchObject({ ARN: first.ARN });
  await expect(client.send(new CreateSecretCommand({ ...once, SecretString: "b" }))).rejects.toMatchObject({
    name: "ResourceExistsException",
  });
});

test.each([
  [{ Name: "with space", SecretString: "a" }, "ValidationException"],
  [{ Name: "both", SecretString: "a", SecretBinary: new Uint8Array([1]) }, "InvalidParameterException"],
  [{ Name: "large", SecretString: "é".repeat(32_769) }, "ValidationException"],
  [{ Name: "short-token", SecretString: "a", ClientRequestToken: "x" }, "ValidationException"],
])("a secret cannot be created from %o", async (input, name) => {
  await expect((await clientOf()).send(new CreateSecretCommand(input))).rejects.toMatchObject({ name });
});

test("a secret's version is found by id, by stage, and by both when they agree", async () => {
  const client = await clientOf();
  const first = await client.send(new CreateSecretCommand({ Name: "db", SecretString: "one" }));
  const second = await client.send(new PutSecretValueCommand({ SecretId: "db", SecretString: "two" }));
  expect(second.VersionStages).toEqual(["AWSCURRENT"]);
  expect(await read(client, "db")).toMatchObject({ SecretString: "two" });
  expect(await read(client, "db", { VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "one" });
  const both = { VersionId: first.VersionId, VersionStage: "AWSPREVIOUS" };
  expect(await read(client, "db", both)).toMatchObject({ SecretString: "one" });
  await expect(read(client, "db", { ...both, VersionStage: "AWSCURRENT" })).rejects.toMatchObject({
    name: "InvalidRequestException",
  });
  await expect(read(client, "db", { VersionStage: "blue" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Secrets Manager can't find the specified secret value for staging label: blue",
  });
});

test("a secret's versions are described without their values", async () => {
  const client = await clientOf();
  const Tags = [{ Key: "team", Value: "a" }];
  const made = { Name: "db", SecretString: "s3cret", Description: "The database", Tags };
  const { VersionId = "" } = await client.send(new CreateSecretCommand(made));
  const description = await client.send(new DescribeSecretCommand({ SecretId: "db" }));
  expect(description).toMatchObject({
    Description: "The database",
    Tags,
    CreatedDate: now,
    VersionIdsToStages: { [VersionId]: ["AWSCURRENT"] },
  });
  expect(JSON.stringify(description)).not.toContain("s3cret");
});

test("the pages of a list contain every secret once", async () => {
  const client = await clientOf();
  const names = Array.from({ length: 7 }, (_, at) => `secret-${at}`);
  for (const Name of names) await client.send(new CreateSecretCommand({ Name, SecretString: "a" }));
  const pages = [];
  for await (const { SecretList = [] } of paginateListSecrets(
    { client, pageSize: 3 },
    { SortOrder: "asc" },
  )) {
    pages.push(SecretList.map(({ Name }) => Name));
  }
  expect(pages).toEqual([names.slice(0, 3), names.slice(3, 6), names.slice(6)]);
  await expect(client.send(new ListSecretsCommand({ NextToken: "forged" }))).rejects.toMatchObject({
    name: "InvalidNextTokenException",
  });
});

test("a list of secrets can be filtered by the beginning of a name", async () => {
  const client = await clientOf();
  for (const Name of ["prod/db", "prod/api", "dev/db"]) await client.send(new CreateSecretCommand({ Name }));
  const Filters = [{ Key: "name" as const, Values: ["prod/"] }];
  const { SecretList } = await client.send(new ListSecretsCommand({ Filters }));
  expect(SecretList?.map(({ Name }) => Name)).toEqual(["prod/api", "prod/db"]);
});

test("a deleted secret and its name cannot be used until the recovery window ends", async () => {
  const client = await clientOf();
  await client.send(new CreateSecretCommand({ Name: "db", SecretString: "a" }));
  const { DeletionDate } = await client.send(
    new DeleteSecretCommand({ SecretId: "db", RecoveryWindowInDays: 7 }),
  );
  expect(DeletionDate).toEqual(new Date(now.getTime() + 7 * DAY_MS));
  await expect(read(client, "db")).rejects.toMatchObject({ name: "InvalidRequestException" });
  expect((await client.send(new DescribeSecretCommand({ SecretId: "db" }))).DeletedDate).toEqual(now);
  expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
  await expect(client.send(new CreateSecretCommand({ Name: "db" }))).rejects.toMatchObject({
    name: "InvalidRequestException",
  });
  now = new Date(now.getTime() + 7 * DAY_MS);
  const later = await clientOf();
  await expect(read(later, "db")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  expect(await later.send(new CreateSecretCommand({ Name: "db" }))).toMatchObject({ Name: "db" });
});

test("a forced deletion is immediate and can be repeated, and the name then gets another ARN", async () => {
  const client = await clientOf();
  const force = new DeleteSecretCommand({ SecretId: "db", ForceDeleteWithoutRecovery: true });
  const first = await client.send(new CreateSecretCommand({ Name: "db" }));
  await client.send(force);
  await client.send(force);
  expect((await client.send(new CreateSecretCommand({ Name: "db" }))).ARN).not.toBe(first.ARN);
});

test.each([
  { RecoveryWindowInDays: 6 },
  { RecoveryWindowInDays: 31 },
  { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
])("deleting a secret with %o fails", async (window) => {
  const client = await clientOf();
  await client.send(new CreateSecretCommand({ Name: "db" }));
  await expect(client.send(new DeleteSecretCommand({ SecretId: "db", ...window }))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:222222222222:secret:${name}`;

async function createThreeSecrets(): Promise<void> {
  const owner = await clientOf();
  for (const Name of ["prod/db", "prod/db-replica", "dev/db"]) {
    await owner.send(new CreateSecretCommand({ Name, SecretString: Name }));
  }
}

test("a session policy allows reading just the secrets that it names with the suffix -??????", async () => {
  await createThreeSecrets();
  const Resource = [secretArn("prod/db-??????")];
  const client = await clientOf({
    policy: { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource },
  });
  expect(await read(client, "prod/db")).toMatchObject({ SecretString: "prod/db" });
  const { ARN } = await (await clientOf()).send(new DescribeSecretCommand({ SecretId: "dev/db" }));
  await expect(read(client, "dev/db")).rejects.toMatchObject({
    name: "AccessDeniedException",
    message:
      "User: arn:aws:sts::222222222222:assumed-role/deploy/dep_1 is not authorized to perform: " +
      `secretsmanager:GetSecretValue on resource: ${ARN} because no session policy allows the ` +
      "secretsmanager:GetSecretValue action",
  });
  await expect(read(client, "prod/db-replica")).rejects.toMatchObject({ name: "AccessDeniedException" });
  await expect(
    client.send(new PutSecretValueCommand({ SecretId: "prod/db", SecretString: "x" })),
  ).rejects.toMatchObject({ name: "AccessDeniedException" });
  await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
});

test("a session cannot tell a missing secret from one that it may not read", async () => {
  await createThreeSecrets();
  const client = await clientOf({
    policy: { Effect: "Allow", Action: "*", Resource: secretArn("prod/*") },
  });
  for (const id of ["dev/db", "dev/none"]) {
    await expect(read(client, id)).rejects.toMatchObject({ name: "AccessDeniedException" });
  }
});

test("a Deny in a session policy denies reading a secret", async () => {
  await createThreeSecrets();
  const policy = [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: "secretsmanager:GetSecretValue", Resource: secretArn("prod/*") },
  ];
  const client = await clientOf({ policy });
  expect(await read(client, "dev/db")).toMatchObject({ SecretString: "dev/db" });
  await expect(read(client, "prod/db")).rejects.toMatchObject({
    message: expect.stringContaining("with an explicit deny in a session policy"),
  });
});

test("a session with ReadOnlyAccess can list and describe secrets and read no value", async () => {
  await createThreeSecrets();
  const client = await clientOf({ policyArn: READ_ONLY });
  expect((await client.send(new ListSecretsCommand({}))).SecretList).toHaveLength(3);
  expect(await client.send(new DescribeSecretCommand({ SecretId: "prod/db" }))).toMatchObject({
    Name: "prod/db",
  });
  await expect(read(client, "prod/db")).rejects.toMatchObject({ name: "AccessDeniedException" });
});
