import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "./server.ts";

const ROLE = "arn:aws:iam::222222222222:role/deploy";
const ROLE_PATH = `roles/${encodeURIComponent(ROLE)}`;

let standIn: AwsStandIn;
beforeEach(async () => {
  standIn = await startAwsStandIn();
});
afterEach(() => standIn.close());

function clientOptions(credentials: object = {}) {
  return {
    endpoint: standIn.url,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: { ...DEFAULT_CREDENTIALS, ...credentials },
  };
}

const sts = (credentials?: object) => new STSClient(clientOptions(credentials));
const secrets = (credentials?: object) => new SecretsManagerClient(clientOptions(credentials));
const whoami = new GetCallerIdentityCommand({});
const readDb = new GetSecretValueCommand({ SecretId: "db" });

function admin(method: string, path: string, body?: object | string): Promise<Response> {
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  return fetch(`${standIn.url}/_stand-in/${path}`, { method, ...(text === undefined ? {} : { body: text }) });
}

async function listCalls(): Promise<unknown> {
  return (await admin("GET", "calls")).json();
}

test("the call log shows each call's request and outcome, and never a secret value", async () => {
  const command = new AssumeRoleCommand({
    RoleArn: ROLE,
    RoleSessionName: "dep_1",
    ExternalId: "ext-1",
    SourceIdentity: "dep_1",
    Tags: [{ Key: "app", Value: "storefront" }],
    DurationSeconds: 900,
  });
  await sts().send(command);
  await secrets().send(new CreateSecretCommand({ Name: "db", SecretString: "s3cret" }));
  await expect(secrets({ secretAccessKey: "wrong" }).send(readDb)).rejects.toThrow();
  const calls = await listCalls();
  expect(calls).toMatchObject({
    calls: [
      {
        service: "sts",
        action: "AssumeRole",
        accessKeyId: DEFAULT_CREDENTIALS.accessKeyId,
        region: "eu-central-1",
        roleArn: ROLE,
        roleSessionName: "dep_1",
        externalId: "ext-1",
        sourceIdentity: "dep_1",
        tags: { app: "storefront" },
        durationSeconds: "900",
        outcome: "ok",
      },
      { service: "secretsmanager", action: "CreateSecret", secretId: "db", outcome: "ok" },
      { action: "GetSecretValue", outcome: "InvalidSignatureException" },
    ],
  });
  expect(JSON.stringify(calls)).not.toContain("s3cret");
  expect((await admin("DELETE", "calls")).status).toBe(204);
  expect(await listCalls()).toEqual({ calls: [] });
});

test("the admin API keeps a role's trust until it is deleted", async () => {
  const path = `roles/${encodeURIComponent(ROLE)}`;
  await admin("PUT", path, { externalId: "ext-1" });
  expect(await (await admin("GET", "roles")).json()).toEqual({
    roles: [{ roleArn: ROLE, externalId: "ext-1" }],
  });
  expect((await admin("DELETE", path)).status).toBe(204);
  const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "dep_1" });
  expect((await sts().send(command)).Credentials).toBeDefined();
});

test.each([
  ["PUT", "roles/nonsense", "{}", "must be a role ARN"],
  ["PUT", "roles/%zz", "{}", "not URL-encoded"],
  ["PUT", `roles/${encodeURIComponent(ROLE)}`, "{", "The body must be JSON."],
  ["PUT", `roles/${encodeURIComponent(ROLE)}`, '{"maxSessionDuration":60,"extra":1}', "maxSessionDuration"],
  ["PUT", ROLE_PATH, '{"trustPolicy":{"Statement":{"Effect":"Allow"}}}', "trustPolicy"],
  [
    "PUT",
    ROLE_PATH,
    '{"trustPolicy":{"Statement":{"Effect":"Allow","Principal":{"AWS":"me"},"Action":"sts:*"}}}',
    "Invalid principal in policy",
  ],
  [
    "PUT",
    ROLE_PATH,
    '{"trustPolicy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:*"}},"externalId":"e1"}',
    "leave out the other fields",
  ],
  ["PUT", "faults", '{"service":"s3","kind":"throttle"}', "service"],
])(
  "the admin API answers a wrong %s %s with 400 and a readable detail",
  async (method, path, body, detail) => {
    const answer = await admin(method, path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(detail) });
  },
);

test("the admin API lists its routes when it is asked for an unknown one", async () => {
  const answer = await admin("GET", "nothing");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("GET calls") });
});

test.each([
  ["throttle", { name: "Throttling" }],
  ["error", { name: "InternalFailure", $metadata: { httpStatusCode: 500 } }],
])("the fault %s fails one call, and the next call succeeds", async (kind, error) => {
  await admin("PUT", "faults", { service: "sts", kind, times: 1 });
  await expect(sts().send(whoami)).rejects.toMatchObject(error);
  expect(await sts().send(whoami)).toMatchObject({ Account: DEFAULT_CREDENTIALS.accountId });
});

test("the fault nonsense is a 200 that no client can read", async () => {
  await admin("PUT", "faults", { service: "secretsmanager", action: "GetSecretValue", kind: "nonsense" });
  await expect(secrets().send(readDb)).rejects.toThrow();
});

test("the fault timeout leaves the client waiting, and closing the stand-in does not wait for it", async () => {
  await admin("PUT", "faults", { service: "sts", kind: "timeout", times: 1 });
  const abort = new AbortController();
  const waiting = sts().send(whoami, { abortSignal: abort.signal });
  await expect.poll(listCalls, { timeout: 120_000 }).toMatchObject({ calls: [{ outcome: "fault:timeout" }] });
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});
