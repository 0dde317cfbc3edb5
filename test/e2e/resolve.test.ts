import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiAt } from "../support/stack/api.ts";
import { makeDataDir, root, type Stack, startStack } from "../support/stack/stack.ts";
import { makeTarget } from "../support/target.ts";

let home: Awaited<ReturnType<typeof makeDataDir>>;
let stack: Stack;
let deployer: Api;
let admin: Api;

beforeAll(async () => {
  home = await makeDataDir();
  stack = await startStack(home.dataDir);
  deployer = apiAt(stack.facts.url, stack.facts.deployKey);
  admin = apiAt(stack.facts.url, stack.facts.adminKey);
});

afterAll(async () => {
  await stack?.stop();
  await home?.remove();
});

const storefront = async (stage: string) =>
  JSON.parse(await readFile(join(root, `examples/storefront/requests/${stage}.json`), "utf8"));

test.each([{ profile: "prod" }, { profile: "dev" }, { provider: "development" }])(
  "the example's role of %o trusts Stagepass with its external ID alone",
  async (role) => {
    const { status, body } = await admin("POST", "/v1/orgs/acmecorp/role-tests", { role });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      passed: true,
      withExternalId: { outcome: "assumed" },
      withoutExternalId: { outcome: "refused", awsCode: "AccessDenied" },
    });
  },
);

test("a deploy to prod gets parameters and credentials that AWS accepts", async () => {
  const { status, body } = await deployer("POST", "/v1/resolve", await storefront("prod"));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    verdict: "allowed",
    profile: { name: "prod", version: 1, matchedBy: "stage" },
    parameters: [
      {
        key: "STRIPE_KEY",
        value: "example-stripe-key-prod",
        sensitive: true,
        source: "profile",
        overrides: [],
      },
      { key: "LOG_LEVEL", value: "info", sensitive: false, source: "profile", overrides: [] },
      {
        key: "DB_URL",
        value: expect.stringContaining("postgres://"),
        sensitive: true,
        source: "profile",
        overrides: [],
      },
    ],
    credentials: { roleArn: "arn:aws:iam::222222222222:role/storefront-deploy", region: "eu-central-1" },
  });
  expect(body.safeguards).toHaveLength(7);
  for (const result of body.safeguards) expect(result).toMatchObject({ outcome: "passed", messages: [] });
  expect(await identityOf(body.credentials)).toMatch(
    /^arn:aws:sts::222222222222:assumed-role\/storefront-deploy\//,
  );
});

test("a deploy to dev uses the default profile, whose warning does not block it", async () => {
  const { body } = await deployer("POST", "/v1/resolve", await storefront("dev"));
  expect(body).toMatchObject({
    verdict: "allowed-with-warnings",
    profile: { name: "dev", matchedBy: "default" },
    safeguards: [
      { name: "Newest framework", outcome: "warned", messages: [expect.stringContaining("4.3.1")] },
    ],
  });
  expect(body.credentials.roleArn).toContain("333333333333");
});

test("a deploy to us is blocked, and its response has no fields for parameters and credentials", async () => {
  const before = await awsCalls();
  const { status, body } = await deployer("POST", "/v1/resolve", await storefront("us"));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    verdict: "blocked",
    profile: { name: "us-only" },
    safeguards: [{ outcome: "failed" }],
  });
  expect(body).not.toHaveProperty("parameters");
  expect(body).not.toHaveProperty("credentials");
  expect(await awsCalls()).toEqual(before);
});

test("a deploy is recorded with the digests of what was evaluated", async () => {
  const { body: resolved } = await deployer("POST", "/v1/resolve", await storefront("prod"));
  const { body: record } = await admin("GET", `/v1/orgs/acmecorp/deployments/${resolved.deploymentId}`);
  expect(record).toMatchObject({
    id: resolved.deploymentId,
    outcome: "resolved",
    verdict: "allowed",
    purpose: "deploy",
    parameterKeys: ["STRIPE_KEY", "LOG_LEVEL", "DB_URL"],
    credentialsExpireAt: resolved.credentials.expiration,
    declarationDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    templateDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    client: { name: "osls", version: "4.3.1" },
  });
  const { body: page } = await admin("GET", "/v1/orgs/acmecorp/deployments?limit=1");
  expect(page.items).toHaveLength(1);
  expect(page.items[0].id).toBe(resolved.deploymentId);
  const { body: next } = await admin(
    "GET",
    `/v1/orgs/acmecorp/deployments?limit=1&cursor=${page.nextCursor}`,
  );
  expect(next.items[0].id).not.toBe(resolved.deploymentId);
});

test("the deployment's id is passed to AWS", async () => {
  const { body } = await deployer("POST", "/v1/resolve", await storefront("dev"));
  const call = (await awsCalls()).find(({ sourceIdentity }) => sourceIdentity === body.deploymentId);
  expect(call).toMatchObject({
    action: "AssumeRole",
    outcome: "ok",
    externalId: expect.stringMatching(/^stagepass-.{20,}$/),
  });
  expect(JSON.stringify(call?.["tags"])).toContain(body.deploymentId);
});

test("a plan without a template gets read-only credentials, and its safeguards are not evaluated", async () => {
  const { declaration, template, ...request } = await storefront("prod");
  const { body } = await deployer("POST", "/v1/resolve", { ...request, purpose: "plan" });
  expect(body.verdict).toBe("allowed-with-warnings");
  expect(body.safeguards).toContainEqual(
    expect.objectContaining({ outcome: "skipped", reason: "needs-template" }),
  );
  expect(body.parameters).toHaveLength(3);
  // Another session, which may come first, reads the secret that a parameter refers to.
  const calls = (await awsCalls()).filter(({ sourceIdentity }) => sourceIdentity === body.deploymentId);
  expect(JSON.stringify(calls)).toContain("ReadOnlyAccess");
});

test("a deploy without its template is blocked", async () => {
  const { template, ...request } = await storefront("prod");
  const { body } = await deployer("POST", "/v1/resolve", request);
  expect(body.verdict).toBe("blocked");
  expect(body.safeguards).toContainEqual(
    expect.objectContaining({ outcome: "skipped", reason: "needs-template" }),
  );
});

describe("a template without resources", () => {
  const { region, ...request } = makeTarget({ stage: "teardown" });
  const record = async (id: string) => (await admin("GET", `/v1/orgs/acmecorp/deployments/${id}`)).body;

  beforeAll(async () => {
    const noWildcards = { name: "No wildcards", safeguard: "no-wild-iam-role-statements" };
    const safeguards = [{ ...noWildcards, enforcementLevel: "error" }];
    await admin("PUT", "/v1/orgs/acmecorp/profiles/teardown", { safeguards });
    await admin("PUT", "/v1/orgs/acmecorp/apps/storefront/stages/teardown", { profile: "teardown" });
  });

  test("a deploy with a template without resources is blocked, and the message says what to do", async () => {
    const template = { Resources: {} };
    const { body } = await deployer("POST", "/v1/resolve", { ...request, region, template });
    expect(body).toMatchObject({
      verdict: "blocked",
      safeguards: [{ outcome: "failed", messages: [expect.stringContaining('"empty": true')] }],
    });
    expect(await record(body.deploymentId)).toMatchObject({ emptyTemplate: false });
  });

  test("a deploy with a template that is declared empty is allowed, and recorded as such", async () => {
    const template = { Resources: {} };
    const { body } = await deployer("POST", "/v1/resolve", { ...request, region, template, empty: true });
    expect(body).toMatchObject({ verdict: "allowed", safeguards: [{ outcome: "passed" }] });
    expect(await record(body.deploymentId)).toMatchObject({ emptyTemplate: true, outcome: "resolved" });
  });
});

test("the template may be YAML with the short forms of intrinsic functions", async () => {
  const request = await storefront("prod");
  const template =
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { QueueName: !Sub 'q-${AWS::Region}' }\n";
  expect((await deployer("POST", "/v1/resolve", { ...request, template })).body.verdict).toBe("allowed");
});

async function identityOf({ accessKeyId = "", secretAccessKey = "", sessionToken = "" }) {
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const sts = new STSClient({ endpoint: stack.facts.awsEndpoint, region: "eu-central-1", credentials });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  return Arn;
}

async function awsCalls(): Promise<Record<string, string>[]> {
  const { body } = await apiAt(stack.facts.awsEndpoint)("GET", "/_stand-in/calls");
  return body.calls;
}
