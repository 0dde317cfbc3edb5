import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { expect, onTestFinished, test } from "vitest";
import { deploymentId, roleArn, target } from "../../test/deployment.ts";
import { startTestAws } from "../../test/stand-in.ts";
import { PolicyTooLarge } from "../domain/secrets/policy-too-large.ts";
import type { NamedSession } from "../domain/sessions/session.ts";
import { assumeRole } from "./assume-role.ts";
import { openAws } from "./clients.ts";

const externalId = "stagepass-external-id";
const session: NamedSession = {
  kind: "deploy",
  target,
  deploymentId,
  roleArn,
  requestedSeconds: 7_200,
  sourceIdentity: "deployment",
  narrowing: { by: "nothing" },
  sessionName: "acmecorp-storefront-prod-q3Jx0W8cT1e2mN5uYb7Zaw",
};
const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.then(inspect, (error: unknown) => error);

test("a role is assumed with external ID, session name, source identity and tags, for the requested duration", async () => {
  const aws = await startTestAws();
  await aws.trust(roleArn, { externalId });
  const given = await assumeRole(aws.open(), session, externalId);
  expect(given).toMatchObject({ grantedSeconds: 7_200, tagsDropped: false });
  expect(given.accessKeyId).toMatch(/^ASIA/);
  expect(given.expiration.getTime()).toBeGreaterThan(Date.now() + 7_000_000);
  expect(await aws.calls("AssumeRole")).toMatchObject([
    {
      outcome: "ok",
      roleArn,
      externalId,
      region: "us-east-1",
      roleSessionName: session.sessionName,
      sourceIdentity: deploymentId,
      durationSeconds: "7200",
      tags: {
        "stagepass:org": "acmecorp",
        "stagepass:app": "storefront",
        "stagepass:stage": "prod",
        "stagepass:service": "checkout",
        "stagepass:deployment": deploymentId,
      },
    },
  ]);
});

test("a session without a source identity passes nothing on to a role that is assumed with it", async () => {
  const aws = await startTestAws();
  await aws.trust(roleArn, { allowSetSourceIdentity: false });
  await assumeRole(aws.open(), { ...session, sourceIdentity: "none" }, externalId);
  const [call] = await aws.calls("AssumeRole");
  expect(call).toMatchObject({ outcome: "ok", tags: { "stagepass:deployment": deploymentId } });
  expect(call).not.toHaveProperty("sourceIdentity");
  expect(call).not.toHaveProperty("transitiveTagKeys");
});

test("a role is assumed for a stage whose name is not allowed in a tag", async () => {
  const aws = await startTestAws();
  const odd = { ...session, target: { ...target, stage: `\${opt:stage, 'dev'} ${"ü🚀".repeat(60)}` } };
  await expect(assumeRole(aws.open(), odd, externalId)).resolves.toMatchObject({ tagsDropped: false });
});

test("a session is narrowed by the policies of its request", async () => {
  const aws = await startTestAws();
  const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  });
  await assumeRole(aws.open(), { ...session, narrowing: { by: "managed-policy", policyArn } }, externalId);
  await assumeRole(aws.open(), { ...session, narrowing: { by: "inline-policy", document } }, externalId);
  expect(await aws.calls("AssumeRole")).toMatchObject([{ policyArns: [policyArn] }, { policy: document }]);
});

test("a session lasts an hour when the role allows no more, and says so", async () => {
  const aws = await startTestAws();
  await aws.trust(roleArn, { maxSessionDuration: 3_600 });
  expect(await assumeRole(aws.open(), session, externalId)).toMatchObject({ grantedSeconds: 3_600 });
  expect(await aws.calls("AssumeRole")).toMatchObject([
    { durationSeconds: "7200", outcome: "ValidationError" },
    { durationSeconds: "3600", outcome: "ok" },
  ]);
});

test("a session of an hour is requested at once when Stagepass's own identity is a session", async () => {
  const aws = await startTestAws();
  const credentials = await aws.sessionOf("arn:aws:iam::111111111111:role/stagepass");
  expect(await assumeRole(aws.open({ credentials }), session, externalId)).toMatchObject({
    grantedSeconds: 3_600,
  });
  expect((await aws.calls("AssumeRole")).at(-1)).toMatchObject({ durationSeconds: "3600", outcome: "ok" });
});

test("tags that are not essential are dropped when AWS has no room for them, and the session says so", async () => {
  const aws = await startTestAws();
  const random = () => Array.from({ length: 40 }, () => crypto.randomUUID().replaceAll("-", "")).join("");
  const large = {
    ...session,
    target: {
      ...target,
      app: random().slice(0, 128),
      stage: random().slice(0, 256),
      service: random().slice(0, 128),
    },
    narrowing: {
      by: "inline-policy",
      document: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: random().slice(0, 1_200), Effect: "Allow", Action: "s3:*", Resource: "*" }],
      }),
    },
  } as const;
  expect(await assumeRole(aws.open(), large, externalId)).toMatchObject({ tagsDropped: true });
  const [first, second] = await aws.calls("AssumeRole");
  expect(first).toMatchObject({ outcome: "PackedPolicyTooLarge" });
  expect(Object.keys(second?.tags ?? {})).toEqual(["stagepass:org", "stagepass:deployment"]);
});

test("assuming a role fails with PolicyTooLarge when no more tags can be dropped", async () => {
  const aws = await startTestAws();
  const random = Array.from({ length: 60 }, () => crypto.randomUUID().replaceAll("-", "")).join("");
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: random.slice(0, 1_900), Effect: "Allow", Action: "s3:*", Resource: "*" }],
  });
  const large = { ...session, narrowing: { by: "inline-policy", document } } as const;
  expect(await thrownBy(assumeRole(aws.open(), large, externalId))).toBeInstanceOf(PolicyTooLarge);
  expect(await aws.calls("AssumeRole")).toHaveLength(2);
});

test.each([
  [{ externalId: "of-somebody-else" }, /sts:AssumeRole on the role/],
  [{ deny: true }, /sts:AssumeRole on the role/],
  [{ allowTagSession: false }, /sts:TagSession on the role/],
  [{ allowSetSourceIdentity: false }, /sts:SetSourceIdentity on the role/],
])(
  "a role whose trust is %o is not assumed and not tried again, and the problem says what to check",
  async (trust, said) => {
    const aws = await startTestAws();
    await aws.trust(roleArn, trust);
    const error = await thrownBy(assumeRole(aws.open(), session, externalId));
    expect(error).toMatchObject({ code: "role-not-assumable", message: expect.stringMatching(said) });
    expect(String(error)).not.toContain(externalId);
    expect(await aws.calls("AssumeRole")).toHaveLength(1);
  },
);

test.each(["throttle", "error"])("assuming a role is tried three times when AWS answers %s", async (kind) => {
  const aws = await startTestAws();
  await aws.fail({ service: "sts", kind, times: 2 });
  await expect(assumeRole(aws.open(), session, externalId)).resolves.toMatchObject({ tagsDropped: false });
  await aws.fail({ service: "sts", kind, times: 10 });
  await expect(assumeRole(aws.open(), session, externalId)).rejects.toMatchObject({
    code: "unavailable",
    facts: { part: "credentials" },
  });
  expect(await aws.calls("AssumeRole")).toHaveLength(6);
});

test("assuming a role fails with unavailable after the time limit of the call, whatever that of its attempts", async () => {
  const aws = await startTestAws();
  await aws.fail({ service: "sts", kind: "timeout", times: 10 });
  // An attempt would last longer than any test may.
  const patient = aws.open({ attemptMs: 3_600_000, callMs: 300 });
  await expect(assumeRole(patient, session, externalId)).rejects.toMatchObject({ code: "unavailable" });
});

test("a call whose time is over gives up its connection", async () => {
  const aws = await startTestAws();
  const silent = createServer((request) => request.resume());
  const given = new Map<number, Promise<unknown>>();
  silent.on("connection", (socket) => given.set(given.size, once(socket, "close")));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo; // a server on TCP has such an address
  const patient = aws.open({ endpoint: `http://127.0.0.1:${port}`, attemptMs: 3_600_000, callMs: 300 });
  const calls = [1, 2].map(() => assumeRole(patient, session, externalId));
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: "unavailable" });
  expect(given.size).toBe(2);
  await Promise.all(given.values());
});

test("assuming a role is tried again after an attempt without an answer", async () => {
  const aws = await startTestAws();
  await aws.fail({ service: "sts", kind: "timeout", times: 1 });
  await expect(assumeRole(aws.open({ attemptMs: 1_500 }), session, externalId)).resolves.toMatchObject({
    grantedSeconds: 7_200,
  });
});

test("assuming a role fails with unavailable when AWS's answer cannot be read", async () => {
  const aws = await startTestAws();
  await aws.fail({ service: "sts", kind: "nonsense", times: 10 });
  await expect(assumeRole(aws.open(), session, externalId)).rejects.toMatchObject({ code: "unavailable" });
});

test("assuming a role fails with unavailable when nothing listens at AWS's address", async () => {
  const aws = openAws({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:1",
    credentials: DEFAULT_CREDENTIALS,
  });
  await expect(assumeRole(aws, session, externalId)).rejects.toMatchObject({ code: "unavailable" });
});

test.each([
  { ...DEFAULT_CREDENTIALS, secretAccessKey: "hunter2" },
  { ...DEFAULT_CREDENTIALS, accessKeyId: "AKIAUNKNOWN000000000" },
  { ...DEFAULT_CREDENTIALS, sessionToken: "hunter2" },
])(
  "the problem addresses the operator when AWS does not accept Stagepass's own keys",
  async (credentials) => {
    const aws = await startTestAws();
    const error = await thrownBy(assumeRole(aws.open({ credentials }), session, externalId));
    expect(error).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/^Stagepass's own AWS credentials do not work/),
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  },
);

const answer = {
  AccessKeyId: "ASIAEXAMPLE000000001",
  SecretAccessKey: "hunter2-secret",
  SessionToken: "hunter2-token",
  Expiration: new Date(Date.now() + 3_600_000).toISOString(),
};

/** An STS that answers every call with the given credentials. */
async function startSts(credentials: Readonly<Record<string, string | undefined>>): Promise<string> {
  const fields = Object.entries(credentials).map(([key, value]) =>
    value === undefined ? "" : `<${key}>${value}</${key}>`,
  );
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${fields.join("")}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}

test.each([
  ["lack a key id", { AccessKeyId: undefined }],
  ["lack a secret", { SecretAccessKey: undefined }],
  ["lack a token", { SessionToken: undefined }],
  ["lack an end", { Expiration: undefined }],
  ["have ended", { Expiration: "2020-01-01T00:00:00Z" }],
  ["end at no time", { Expiration: "soon" }],
  ["have a strange key id", { AccessKeyId: "not a key" }],
])(
  "assuming a role fails with unavailable when AWS's credentials %s, and repeats none of them",
  async (_, changed) => {
    const endpoint = await startSts({ ...answer, ...changed });
    const aws = openAws({ region: "us-east-1", endpoint, credentials: DEFAULT_CREDENTIALS });
    onTestFinished(() => aws.close());
    const error = await thrownBy(assumeRole(aws, session, externalId));
    expect(error).toMatchObject({ code: "unavailable" });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  },
);
