import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Api } from "../support/stack/api.ts";
import { controlStandIn, type StandInControl } from "../support/stack/stand-in.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const org = "/v1/orgs/acmecorp";
const checkout = `${org}/apps/linked/services/checkout`;
const roleArn = "arn:aws:iam::555555555555:role/of-provider";
const ofProfile = "arn:aws:iam::555555555555:role/of-profile";
const inSecretsManager = `in-secrets-manager-${randomBytes(8).toString("hex")}`;
const inSsm = `in-ssm-${randomBytes(8).toString("hex")}`;
const target = (stage: string) => makeTarget({ app: "linked", service: "checkout", stage });
let admin: Api;
let aws: StandInControl;

beforeAll(async () => {
  admin = stack.as(stack.facts.adminKey);
  aws = controlStandIn(stack.facts.awsEndpoint);
  await aws.createSecret(roleArn, "linked/json", JSON.stringify({ url: inSecretsManager }));
  await aws.putParameter(roleArn, "/linked/url", inSsm);
  await save("PATCH", org, { staticKeys: "allow" });
  await save("PUT", `${org}/profiles/linked`, { accessRole: { roleArn: ofProfile } });
  await save("PUT", `${org}/apps/linked`, { mode: "providers", defaultProfile: "linked" });
  await save("PUT", `${org}/providers/reader`, { accessRole: { roleArn } });
  const staticKeys = { accessKeyId: "AKIAEXAMPLE000000001", secretAccessKey: "a-secret-of-an-iam-user" };
  await save("PUT", `${org}/providers/partner`, { staticKeys });
  const secretsManager = { secretId: "linked/json", jsonKey: "url" };
  await save("PUT", checkout, { provider: "reader", parameters: [{ key: "SECRET", secretsManager }] });
  for (const [stage, provider] of Object.entries({ read: null, keyed: "partner", bare: { none: true } })) {
    const parameters = [{ key: "SSM", ssm: { name: "/linked/url" } }];
    await save("PUT", `${checkout}/instances/${stage}/eu-central-1`, { provider, parameters });
  }
});

async function save(method: string, path: string, body: object): Promise<void> {
  const { status, body: answer } = await admin(method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
}

/** Deploys to a stage. Returns the answer, and the calls that AWS got because of it. */
async function deploy(stage: string) {
  const actions = ["AssumeRole", "GetSecretValue", "GetParameters"];
  const calls = async () => (await Promise.all(actions.map((action) => aws.calls(action)))).flat();
  const before = new Set((await calls()).map((call) => call["requestId"]));
  const answer = await admin("POST", "/v1/resolve", target(stage));
  return { ...answer, calls: (await calls()).filter((call) => !before.has(call["requestId"])) };
}

test("references on a service and on an instance are read with the role of the provider, and never with another", async () => {
  const { status, body, calls } = await deploy("read");
  expect(status).toBe(200);
  expect(body.parameters).toMatchObject([
    { key: "SECRET", value: inSecretsManager, source: "service" },
    { key: "SSM", value: inSsm, source: "instance" },
  ]);
  const assumed = calls.filter((call) => call["action"] === "AssumeRole");
  expect(new Set(assumed.map((call) => call["roleArn"]))).toEqual(new Set([roleArn]));
  const reads = calls.filter((call) => call["action"] !== "AssumeRole");
  expect(reads).toMatchObject([
    { action: "GetSecretValue", secretId: "linked/json", outcome: "ok" },
    { action: "GetParameters", secretId: "/linked/url", outcome: "ok" },
  ]);
});

const onInstance = (stage: string) =>
  `The parameter SSM, which is set on the instance "${stage}" in eu-central-1 of the service "checkout" of linked, `;
const onService = 'The parameter SECRET, which is set on the service "checkout" of linked, ';

test.each([
  [
    "under static keys",
    "keyed",
    "gets the static keys of the provider partner, which is linked to the instance",
  ],
  ["without credentials", "bare", "gets no credentials"],
])("%s, both are refused before AWS is asked, naming the key and where it is set", async (_, stage, says) => {
  const place = `${checkout}/instances/${stage}/eu-central-1`;
  const refusedFor = async (begins: string) => {
    const { status, body, calls } = await deploy(stage);
    expect({ status, code: body.code, calls }).toEqual({
      status: 409,
      code: "secret-not-readable",
      calls: [],
    });
    expect(body.detail.slice(0, begins.length)).toBe(begins);
    expect(body.detail).toContain(says);
  };
  await refusedFor(onService);
  await save("PATCH", place, { parameters: [{ key: "SECRET", none: true }, { key: "SSM" }] });
  await refusedFor(onInstance(stage));
});

test("the example's warehouse, which resolves by providers, gets what its reference into SSM names", async () => {
  const warehouse = makeTarget({ app: "warehouse", service: "stock", stage: "dev" });
  const { status, body } = await admin("POST", "/v1/resolve", warehouse);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    provider: { name: "development", level: "service" },
    credentials: { roleArn: "arn:aws:iam::333333333333:role/storefront-deploy" },
  });
  const queueUrl = body.parameters.find(({ key }: { key: string }) => key === "QUEUE_URL");
  expect(queueUrl.value).toMatch(/^https:\/\/sqs\.eu-central-1\.amazonaws\.com\/333333333333\//);
});
