import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "../../server.ts";

let standIn: AwsStandIn;
beforeEach(async () => {
  standIn = await startAwsStandIn();
});
afterEach(() => standIn.close());

interface Session {
  readonly accountId?: string;
  readonly region?: string;
  readonly policy?: object;
}

/** Makes a client with a session of a role in the account, narrowed by the session policy. */
async function clientOf({ accountId = "222222222222", region = "eu-central-1", policy }: Session = {}) {
  const base = { endpoint: standIn.url, region, maxAttempts: 1 };
  const { Credentials } = await new STSClient({ ...base, credentials: DEFAULT_CREDENTIALS }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/deploy`,
      RoleSessionName: "dep_1",
      Policy: policy && JSON.stringify({ Version: "2012-10-17", Statement: policy }),
    }),
  );
  return new SSMClient({
    ...base,
    credentials: {
      accessKeyId: String(Credentials?.AccessKeyId),
      secretAccessKey: String(Credentials?.SecretAccessKey),
      sessionToken: String(Credentials?.SessionToken),
    },
  });
}

const put = (client: SSMClient, Name: string, Value: string, more: object = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: "SecureString", ...more }));
const read = (client: SSMClient, ...Names: string[]) =>
  client.send(new GetParametersCommand({ Names, WithDecryption: true }));
const arn = "arn:aws:ssm:eu-central-1:222222222222:parameter/prod/db";

test("a parameter is read by its name and its ARN, by version and by label", async () => {
  const client = await clientOf();
  await put(client, "/prod/db", "one");
  await put(client, "/prod/db", "two", { Overwrite: true });
  await client.send(
    new LabelParameterVersionCommand({ Name: "/prod/db", ParameterVersion: 1, Labels: ["live"] }),
  );
  for (const [name, Value, Selector] of [
    ["/prod/db", "two", undefined],
    [arn, "two", undefined],
    ["/prod/db:1", "one", ":1"],
    [`${arn}:live`, "one", ":live"],
  ] as const) {
    const { Parameters } = await read(client, name);
    expect(Parameters).toMatchObject([{ Name: "/prod/db", ARN: arn, Value }]);
    expect(Parameters?.[0]?.Selector).toBe(Selector);
  }
});

test("GetParameters lists what does not exist, and GetParameter says so", async () => {
  const client = await clientOf();
  await put(client, "/prod/db", "one");
  const missing = ["/prod/none", "/prod/db:7", "prod/db"];
  for (const name of missing) {
    expect(await read(client, name)).toMatchObject({ Parameters: [], InvalidParameters: [name] });
  }
  const get = (Name: string) => client.send(new GetParameterCommand({ Name }));
  await expect(get("/prod/none")).rejects.toMatchObject({ name: "ParameterNotFound" });
  await expect(get("/prod/db:7")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
  await client.send(new DeleteParameterCommand({ Name: "/prod/db" }));
  expect(await read(client, "/prod/db")).toMatchObject({ InvalidParameters: ["/prod/db"] });
});

test("the value of a SecureString is not shown without decryption", async () => {
  const client = await clientOf();
  await put(client, "/prod/db", "s3cret");
  await put(client, "/prod/name", "plain", { Type: "String" });
  const shown = async (Name: string) =>
    (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  expect(await shown("/prod/db")).not.toContain("s3cret");
  expect(await shown("/prod/name")).toBe("plain");
});

test("a parameter belongs to its account and its region", async () => {
  await put(await clientOf(), "/prod/db", "one");
  const other = await clientOf({ accountId: "333333333333" });
  expect(await read(other, "/prod/db")).toMatchObject({ InvalidParameters: ["/prod/db"] });
  await expect(read(other, arn)).rejects.toMatchObject({ name: "AccessDeniedException" });
  const elsewhere = await clientOf({ region: "us-east-2" });
  expect(await read(elsewhere, "/prod/db")).toMatchObject({ InvalidParameters: ["/prod/db"] });
});

test("a session policy limits the parameters, and one that it does not name fails the whole call", async () => {
  const open = await clientOf();
  await put(open, "/prod/db", "one");
  await put(open, "/prod/other", "two");
  const client = await clientOf({
    policy: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: arn }],
  });
  expect(await read(client, "/prod/db")).toMatchObject({ Parameters: [{ Value: "one" }] });
  await expect(read(client, "/prod/db", "/prod/other")).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("parameter/prod/other"),
  });
  await expect(put(client, "/prod/new", "x")).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test.each([
  ["eleven names", Array.from({ length: 11 }, (_, at) => `/p/${at}`)],
  ["a name twice", ["/prod/db", "/prod/db:1"]],
])("GetParameters does not take %s", async (_, names) => {
  await expect(read(await clientOf(), ...names)).rejects.toMatchObject({ name: "ValidationException" });
});

test("a parameter is not overwritten unless the request says so, and reserved names are refused", async () => {
  const client = await clientOf();
  await put(client, "/prod/db", "one");
  await expect(put(client, "/prod/db", "two")).rejects.toMatchObject({ name: "ParameterAlreadyExists" });
  await expect(put(client, "/aws/x", "two")).rejects.toMatchObject({ name: "ValidationException" });
});

test("a request that is signed with another key is refused in the words of the service", async () => {
  const client = new SSMClient({
    endpoint: standIn.url,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: { ...DEFAULT_CREDENTIALS, secretAccessKey: "wrong" },
  });
  await expect(read(client, "/prod/db")).rejects.toMatchObject({ name: "InvalidSignatureException" });
});
