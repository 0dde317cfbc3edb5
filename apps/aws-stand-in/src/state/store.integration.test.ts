import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_CREDENTIALS, startAwsStandIn } from "../server.ts";

const ROLE = "arn:aws:iam::222222222222:role/deploy";

let folder: string;
let stateFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aws-stand-in-"));
  stateFile = join(folder, "aws.json");
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs `use` with a stand-in that is stopped afterwards, so that the next call starts it again. */
async function withStandIn<T>(use: (endpoint: string) => Promise<T>): Promise<T> {
  const standIn = await startAwsStandIn({ stateFile });
  try {
    return await use(standIn.url);
  } finally {
    await standIn.close();
  }
}

async function assumeRole(endpoint: string) {
  const client = new STSClient({ endpoint, region: "eu-central-1", credentials: DEFAULT_CREDENTIALS });
  const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "dep_1" });
  const { Credentials } = await client.send(command);
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
}

test("a state file keeps every secret and living sessions over a restart", async () => {
  const names = Array.from({ length: 20 }, (_, at) => `secret-${at}`);
  const credentials = await withStandIn(async (endpoint) => {
    const issued = await assumeRole(endpoint);
    const client = new SecretsManagerClient({ endpoint, region: "eu-central-1", credentials: issued });
    await Promise.all(
      names.map((Name) => client.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }))),
    );
    return issued;
  });
  await withStandIn(async (endpoint) => {
    const client = new SecretsManagerClient({ endpoint, region: "eu-central-1", credentials });
    for (const SecretId of names) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      expect(SecretString).toBe(`value of ${SecretId}`);
    }
  });
});

test("a state file keeps role trusts over a restart", async () => {
  await withStandIn((endpoint) =>
    fetch(`${endpoint}/_stand-in/roles/${encodeURIComponent(ROLE)}`, {
      method: "PUT",
      body: '{"deny":true}',
    }),
  );
  await withStandIn(async (endpoint) => {
    await expect(assumeRole(endpoint)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

test("a state file is readable by its owner only, and nothing is left beside it", async () => {
  await withStandIn(assumeRole);
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["aws.json"]);
});

test("the stand-in does not start on a file that holds something else, and does not change it", async () => {
  await writeFile(stateFile, "{}");
  await expect(startAwsStandIn({ stateFile })).rejects.toThrow(`${stateFile} is not a state file`);
  expect((await stat(stateFile)).size).toBe(2);
});
