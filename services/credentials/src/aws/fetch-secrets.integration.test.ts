import { inspect } from "node:util";
import { DeleteSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { expect, test } from "vitest";
import { deploymentId, roleArn, target } from "../../test/deployment.ts";
import { startTestAws, type TestAws } from "../../test/stand-in.ts";
import { locateSecret, type SecretLocation } from "../domain/secrets/secret-location.ts";
import { readingPolicy } from "../domain/secrets/session-policy.ts";
import type { Session } from "../domain/sessions/session.ts";
import { assumeRole } from "./assume-role.ts";
import type { Aws } from "./clients.ts";
import { fetchSecrets } from "./fetch-secrets.ts";

const region = "eu-central-1";

function located(secretId: string, versionStage?: string): SecretLocation {
  const reference = { secretId, ...(versionStage === undefined ? {} : { versionStage }) };
  const location = locateSecret(reference, roleArn, region);
  if (location === undefined) throw new Error(`${secretId} is no secret`);
  return location;
}

/** Opens a session that may read the given secrets, or everything that the role may read. */
async function openSession(aws: Aws, secrets?: readonly SecretLocation[]): Promise<Session> {
  const narrowing =
    secrets === undefined
      ? ({ by: "nothing" } as const)
      : ({ by: "inline-policy", document: readingPolicy(secrets) } as const);
  const named = {
    kind: "secrets",
    target,
    deploymentId,
    roleArn,
    requestedSeconds: 900,
    sourceIdentity: "deployment",
    sessionName: "test",
  } as const;
  return assumeRole(aws, { ...named, narrowing }, "external-id");
}

async function readingsOf(testAws: TestAws, ...secrets: SecretLocation[]) {
  const aws = testAws.open();
  const read = await fetchSecrets(aws, await openSession(aws, secrets), secrets);
  expect(read.map(({ location }) => location)).toEqual(secrets);
  return read.map(({ reading }) => reading);
}

test("secrets are read by name, by ARN and by an ARN without its suffix, each in its own region", async () => {
  const aws = await startTestAws();
  const arn = await aws.createSecret({ roleArn, region: "us-east-2", name: "prod/db", value: "in Ohio" });
  await aws.createSecret({ roleArn, region, name: "prod/db", value: "in Frankfurt" });
  const partial = arn.slice(0, -7);
  expect(await readingsOf(aws, located("prod/db"), located(arn), located(partial))).toEqual([
    { outcome: "text", text: "in Frankfurt" },
    { outcome: "text", text: "in Ohio" },
    { outcome: "text", text: "in Ohio" },
  ]);
  const calls = await aws.calls("GetSecretValue");
  expect(calls.map((call) => call.region).sort()).toEqual([region, "us-east-2", "us-east-2"]);
});

test("the requested version of a secret is read", async () => {
  const aws = await startTestAws();
  await aws.createSecret({ roleArn, region, name: "token", value: "old" });
  const client = aws.open().secretsManagerOf(await openSession(aws.open()), region);
  await client.send(new PutSecretValueCommand({ SecretId: "token", SecretString: "new" }));
  expect(await readingsOf(aws, located("token"), located("token", "AWSPREVIOUS"))).toEqual([
    { outcome: "text", text: "new" },
    { outcome: "text", text: "old" },
  ]);
});

test("reading a version that does not exist says that it is missing", async () => {
  const aws = await startTestAws();
  await aws.createSecret({ roleArn, region, name: "token", value: "value" });
  expect(await readingsOf(aws, located("token", "NONE"))).toEqual([
    { outcome: "unreadable", reason: "missing", awsCode: "ResourceNotFoundException" },
  ]);
});

test("a session cannot read a secret that its policy does not name", async () => {
  const testAws = await startTestAws();
  await testAws.createSecret({ roleArn, region, name: "mine", value: "value" });
  await testAws.createSecret({ roleArn, region, name: "mine-too", value: "value" });
  const aws = testAws.open();
  const session = await openSession(aws, [located("mine")]);
  expect(await fetchSecrets(aws, session, [located("mine"), located("mine-too")])).toMatchObject([
    { reading: { outcome: "text", text: "value" } },
    { reading: { outcome: "unreadable", reason: "denied" } },
  ]);
});

test("a session cannot read another account's secret", async () => {
  const aws = await startTestAws();
  const other = "arn:aws:iam::333333333333:role/deploy";
  const arn = await aws.createSecret({ roleArn: other, region, name: "theirs", value: "value" });
  expect(await readingsOf(aws, located(arn))).toEqual([
    { outcome: "unreadable", reason: "denied", awsCode: "AccessDeniedException" },
  ]);
});

test("reading tells apart a missing secret, one marked for deletion and a binary one", async () => {
  const aws = await startTestAws();
  await aws.createSecret({ roleArn, region, name: "gone", value: "value" });
  await aws.createSecret({ roleArn, region, name: "bytes", value: new Uint8Array([1, 2, 3]) });
  const client = aws.open().secretsManagerOf(await openSession(aws.open()), region);
  await client.send(new DeleteSecretCommand({ SecretId: "gone" }));
  const testAws = aws.open();
  const secrets = [located("none"), located("gone"), located("bytes")];
  // The session is not narrowed: a narrowed one would be denied the missing secret before AWS looks for it.
  expect(await fetchSecrets(testAws, await openSession(testAws), secrets)).toMatchObject([
    { reading: { reason: "missing" } },
    { reading: { reason: "deleted" } },
    { reading: { reason: "binary" } },
  ]);
});

test("a session that a region does not accept is reported as a region that is not enabled", async () => {
  const testAws = await startTestAws();
  const aws = testAws.open();
  const session = { ...(await openSession(aws)), sessionToken: "unknown" };
  expect(await fetchSecrets(aws, session, [located("token")])).toMatchObject([
    { reading: { outcome: "unreadable", reason: "region-disabled" } },
  ]);
});

test.each(["throttle", "error", "nonsense"])(
  "reading secrets fails with unavailable when AWS answers %s",
  async (kind) => {
    const testAws = await startTestAws();
    await testAws.createSecret({ roleArn, region, name: "token", value: "hunter2" });
    const aws = testAws.open();
    const session = await openSession(aws);
    await testAws.fail({ service: "secretsmanager", kind, times: 100 });
    const error: unknown = await fetchSecrets(aws, session, [located("token")]).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "unavailable", facts: { part: "credentials" } });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  },
);

test("reading secrets fails with unavailable when AWS does not answer", async () => {
  const testAws = await startTestAws();
  const session = await openSession(testAws.open());
  const aws = testAws.open({ attemptMs: 3_600_000, callMs: 300 });
  await testAws.fail({ service: "secretsmanager", kind: "timeout", times: 100 });
  await expect(fetchSecrets(aws, session, [located("token")])).rejects.toMatchObject({ code: "unavailable" });
});

test("many secrets are read at once, and the shared connections stay open afterwards", async () => {
  const testAws = await startTestAws();
  const names = Array.from({ length: 30 }, (_, index) => `secret-${index}`);
  await Promise.all(names.map((name) => testAws.createSecret({ roleArn, region, name, value: name })));
  const aws = testAws.open();
  const secrets = names.map((name) => located(name));
  const read = async () => fetchSecrets(aws, await openSession(aws), secrets);
  const results = await Promise.all([read(), read(), read()]);
  for (const result of results) expect(result).toHaveLength(30);
  expect(results.flat().every(({ reading }) => reading.outcome === "text")).toBe(true);
});
