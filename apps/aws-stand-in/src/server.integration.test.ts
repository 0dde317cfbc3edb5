import { connect } from "node:net";
import {
  GetSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsStandIn, DEFAULT_CREDENTIALS, startAwsStandIn } from "./server.ts";

let standIn: AwsStandIn;
beforeEach(async () => {
  standIn = await startAwsStandIn();
});
afterEach(() => standIn.close());

function clientOptions() {
  return {
    endpoint: standIn.url,
    region: "eu-central-1",
    maxAttempts: 1,
    credentials: DEFAULT_CREDENTIALS,
  };
}

const sts = () => new STSClient(clientOptions());
const secrets = () => new SecretsManagerClient(clientOptions());
const whoami = new GetCallerIdentityCommand({});
const readDb = new GetSecretValueCommand({ SecretId: "db" });

test("a browser is told that this is a stand-in for AWS", async () => {
  const answer = await fetch(standIn.url);
  expect(answer.headers.get("x-stagepass-stand-in")).toBe("aws");
  expect(await answer.text()).toContain("This is the Stagepass stand-in for AWS, not AWS");
  expect(await (await fetch(`${standIn.url}/_stand-in/`)).json()).toMatchObject({
    standIn: "aws",
    services: ["sts", "secretsmanager", "ssm"],
  });
});

test("every response has the two headers, even for an unknown path and for unparsable HTTP", async () => {
  const missing = await fetch(`${standIn.url}/other`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("x-amzn-requestid")).toMatch(/^[\da-f-]{36}$/);
  const raw = await exchange("NONSENSE\r\n\r\n");
  expect(raw).toMatch(/^HTTP\/1\.1 400 /);
  expect(raw).toContain("x-stagepass-stand-in: aws");
});

test("a body over 1 MiB is answered with 413, and the server goes on", async () => {
  const answer = await fetch(standIn.url, { method: "POST", body: "a".repeat(1024 * 1024 + 1) });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain("<Code>RequestEntityTooLarge</Code>");
  expect(await sts().send(whoami)).toBeDefined();
});

test("JSON that cannot be parsed is answered with an AWS error", async () => {
  const client = secrets();
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { body: `${"[".repeat(100_000)}` }); // the SDK types a request as unknown
      return next(args);
    },
    { step: "serialize", priority: "low" },
  );
  await expect(client.send(readDb)).rejects.toMatchObject({ name: "SerializationException" });
});

test("an unknown operation is answered with the error of the service's protocol", async () => {
  await expect(sts().send(new GetSessionTokenCommand({}))).rejects.toMatchObject({ name: "InvalidAction" });
  await expect(secrets().send(new RestoreSecretCommand({ SecretId: "db" }))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});

test("any malformed request is answered with a client error", async () => {
  const headerText = fc.string({ unit: fc.constantFrom(...'Credential=SigndHs, /;AWS4-HM256é%[{"') });
  const headerNames = ["authorization", "x-amz-target", "x-amz-date", "x-amz-security-token", "content-type"];
  const headers = fc.dictionary(fc.constantFrom(...headerNames), headerText);
  const body = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.webQueryParameters());
  await fc.assert(
    fc.asyncProperty(headers, body, fc.webPath(), async (headers, body, path) => {
      const answer = await fetch(`${standIn.url}/${path}`, { method: "POST", headers, body });
      await answer.body?.cancel();
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});

function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(standIn.port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.on("end", () => resolve(received)).on("error", reject);
  });
}

test("the stand-in does not start in production", async () => {
  await expect(startAwsStandIn({ nodeEnv: "production" })).rejects.toThrow(
    "does not run with NODE_ENV=production",
  );
});
