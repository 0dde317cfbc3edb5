import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testBadRequests } from "../support/stack/bad-requests.ts";
import { controlStandIn, type StandInControl } from "../support/stack/stand-in.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack();
const org = "/v1/orgs/acmecorp";
const prod = `PUT ${org}/profiles/prod`;
const usOnly = `PUT ${org}/profiles/us-only`;
const roleArn = "arn:aws:iam::444444444444:role/deploy";
const target = makeTarget({ stage: "dev" });
let aws: StandInControl;

beforeAll(() => {
  aws = controlStandIn(stack.facts.awsEndpoint);
});

/** Makes JSON that is nested to a depth. */
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
/** Makes the text of a resolve request with one more field, whose JSON is given. */
const resolveWith = (field: string, json: string) =>
  `${JSON.stringify(target).slice(0, -1)},${JSON.stringify(field)}:${json}}`;

testBadRequests(stack, "malformed JSON is answered with the location of the error", {
  "a comma too many": {
    to: prod,
    body: '{"description":"x",}',
    code: "malformed",
    at: ["$"],
    says: /line 1, column 20/,
  },
  "a text that ends too early": {
    to: prod,
    body: '{"description":',
    code: "malformed",
    at: ["$"],
    says: /line 1, column 16: it ends too early/,
  },
  "an empty body": { to: prod, body: " ", code: "malformed", at: ["$"], says: /is empty/ },
  "no body at all": { to: usOnly, at: ["$"], says: /\$: is required/ },
  "a null instead of an object": {
    to: usOnly,
    body: "null",
    at: ["$"],
    says: /must be an object/,
  },
  "a list instead of an object": { to: prod, body: "[]", at: ["$"], says: /must be an object/ },
  "another content type": {
    ...{ to: prod, body: "{}", headers: { "content-type": "text/yaml" } },
    ...{ status: 415, code: "unsupported-media-type", says: /content-type: application\/json/ },
  },
});

const unknownField = /is not a known field; remove it/;
testBadRequests(stack, "an unknown field is invalid at its path", {
  "in a profile": { to: prod, body: { descripton: "x" }, at: ["$.descripton"], says: unknownField },
  "in a parameter": {
    ...{ to: prod, body: { parameters: [{ key: "A", vaule: "x" }] } },
    ...{ at: ["$.parameters[0].vaule"], says: unknownField },
  },
  "in a safeguard": {
    ...{ to: prod, body: { safeguards: [{ name: "A", safeguard: "require-cfn-role", level: "error" }] } },
    ...{ at: ["$.safeguards[0].enforcementLevel", "$.safeguards[0].level"], says: /and 1 more/ },
  },
  "in a resolve": {
    to: "POST /v1/resolve",
    body: { ...target, profile: "prod" },
    at: ["$.profile"],
    says: unknownField,
  },
  "in a query": { to: `GET ${org}/apps?limt=5`, at: ["$.query.limt"], says: unknownField },
});

const kebab = /must be kebab-case: .* such as eu-prod/;
testBadRequests(stack, "an invalid name is answered with the rule for names", {
  "the name of a profile": {
    to: `PUT ${org}/profiles/Prod_1`,
    body: {},
    at: ["$.path.profile"],
    says: kebab,
  },
  "the name of an app": { to: `PUT ${org}/apps/a--b`, body: {}, at: ["$.path.app"], says: kebab },
  "a name that is too long": {
    ...{ to: `PUT ${org}/apps/${"a".repeat(129)}`, body: {} },
    ...{ at: ["$.path.app"], says: /must be at most 128 characters/ },
  },
  "a name that is longer than any part of a path": {
    ...{ to: `GET ${org}/profiles/${"a".repeat(600)}` },
    ...{ at: ["$.path.profile"], says: /must be at most 128 characters/ },
  },
  "the name of an organization": {
    ...{ to: "POST /v1/orgs", body: { name: "Acme" }, key: "operatorKey" },
    ...{ at: ["$.name"], says: /must be 5 to 39 lower-case letters or digits/ },
  },
  "the name of a default profile": {
    ...{ to: `PATCH ${org}/apps/storefront`, body: { defaultProfile: "Dev!" } },
    ...{ at: ["$.defaultProfile"], says: kebab },
  },
  "the key of a parameter": {
    ...{ to: prod, body: { parameters: [{ key: "1ST", value: "x" }] } },
    ...{ at: ["$.parameters[0].key"], says: /must start with a letter or underscore/ },
  },
  "the name of a stage": {
    ...{ to: `PUT ${org}/apps/storefront/stages/a%00b`, body: { profile: "prod" } },
    ...{ at: ["$.path.stage"], says: /must not contain a NUL character/ },
  },
  "the name of a region": {
    ...{ to: "POST /v1/resolve", body: { ...target, region: "Frankfurt" } },
    ...{ at: ["$.region"], says: /must be an AWS region, such as eu-central-1/ },
  },
  "the number of a version": {
    ...{ to: `GET ${org}/profiles/prod/versions/latest` },
    ...{ at: ["$.path.version"], says: /must be a whole number/ },
  },
  "a missing name": {
    ...{ to: "POST /v1/resolve", body: { org: "acmecorp", app: "storefront" } },
    ...{ at: ["$.stage", "$.service", "$.region"], says: /\$\.stage: is required \(and 2 more\)/ },
  },
});

testBadRequests(stack, "a request beyond a limit is answered with the limit", {
  "a body of more than 6 MiB": {
    ...{ to: "POST /v1/resolve", body: resolveWith("template", `"${"x".repeat(6 * 1024 * 1024)}"`) },
    ...{ status: 413, code: "too-large", says: /limit of 6 MiB\. Send a smaller template/ },
  },
  "a parameter's value of more than 64 KiB": {
    ...{ to: prod, body: { parameters: [{ key: "A", value: "x".repeat(65_537) }] } },
    ...{ at: ["$.parameters[0].value"], says: /must be at most 65536 characters/ },
  },
  "more than 100 parameters": {
    ...{
      to: prod,
      body: { parameters: Array.from({ length: 101 }, (_, i) => ({ key: `A${i}`, value: "x" })) },
    },
    ...{ at: ["$.parameters"], says: /must be at most 100 parameters/ },
  },
});

test("a template of 5 MB is accepted", async () => {
  const Description = randomBytes(2_500_000).toString("hex");
  const template = { Resources: { Queue: { Type: "AWS::SQS::Queue", Metadata: { Description } } } };
  const { body } = await stack.as(stack.facts.deployKey)("POST", "/v1/resolve", { ...target, template });
  expect(body.verdict).toMatch(/^allowed/);
});

const resources = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };
testBadRequests(stack, "a template that contradicts empty is invalid", {
  "a template with a resource": {
    ...{ to: "POST /v1/resolve", body: { ...target, template: resources, empty: true } },
    ...{ at: ["$.empty"], says: /says that the template is empty, and it has a resource: leave this out/ },
  },
  "no template": {
    ...{ to: "POST /v1/resolve", body: { ...target, empty: true } },
    ...{ at: ["$.empty"], says: /no template was sent: send it, or leave this out/ },
  },
  "a template to try safeguards on": {
    to: "POST /v1/safeguards/evaluate",
    body: { safeguards: [], input: { target, template: resources, empty: true } },
    ...{ at: ["$.input.empty"], says: /leave this out/ },
  },
  "a value other than true and false": {
    ...{ to: "POST /v1/resolve", body: { ...target, template: resources, empty: "yes" } },
    ...{ at: ["$.empty"], says: /must be/ },
  },
});

const to = "POST /v1/resolve";
const deep = /is nested deeper than 100 levels; flatten it/;
const twice = /stands twice in its (object|mapping); remove one/;
const proto = /key __proto__,? (which )?is not accepted; remove it/;
const template = (text: string) => resolveWith("template", JSON.stringify(text));
testBadRequests(stack, "a dangerous document is invalid at its path", {
  "a body of depth 101": {
    to,
    body: resolveWith("declaration", nested(100)),
    at: ["$.declaration.a.a"],
    says: deep,
  },
  "a body of depth 10,000": {
    to,
    body: resolveWith("declaration", nested(10_000)),
    at: ["$.declaration.a.a"],
    says: deep,
  },
  "a JSON template of depth 101": {
    to,
    body: template(nested(101)),
    at: ["$.template.a.a.a"],
    says: deep,
  },
  "a YAML template of depth 10,000": {
    ...{
      to,
      body: template(`a: ${"[".repeat(10_000)}${"]".repeat(10_000)}`),
      at: ["$.template"],
      says: deep,
    },
  },
  "a key twice in the body": { to, body: resolveWith("stage", '"prod"'), at: ["$.stage"], says: twice },
  "a key twice, once with an escape": {
    to,
    body: resolveWith("declaration", '{"a":1,"\\u0061":2}'),
    at: ["$.declaration.a"],
    says: twice,
  },
  "a key twice in a JSON template": {
    to,
    body: template('{"Resources":{},"Resources":{}}'),
    at: ["$.template.Resources"],
    says: twice,
  },
  "a key twice in a YAML template": {
    to,
    body: template("Resources: {}\nResources: {}"),
    at: ["$.template"],
    says: twice,
  },
  "__proto__ in the body": {
    to,
    body: resolveWith("declaration", '{"a":{"__proto__":1}}'),
    at: ["$.declaration.a.__proto__"],
    says: proto,
  },
  "__proto__ in a JSON template": {
    to,
    body: template('{"__proto__":1}'),
    at: ["$.template.__proto__"],
    says: proto,
  },
  "__proto__ in a YAML template": {
    to,
    body: template("__proto__: 1"),
    at: ["$.template"],
    says: proto,
  },
  "__proto__ in a profile": {
    to: prod,
    body: '{"safeguards":[{"__proto__":{}}]}',
    at: ["$.safeguards[0].__proto__"],
    says: proto,
  },
  "a text that is no template": { to, body: template("- a\n- b"), at: ["$.template"], says: /template/ },
});

const missing = { status: 404, code: "not-found" };
testBadRequests(stack, "what does not exist is answered with not-found and the nearest name", {
  "an organization": {
    ...{ to: "GET /v1/orgs/acmecrop", key: "operatorKey", ...missing },
    says: /no organization "acmecrop"\. Did you mean acmecorp\?/,
  },
  "the app of a resolve": {
    ...{ to: "POST /v1/resolve", body: { ...target, app: "storefrnt" }, key: "deployKey", ...missing },
    says: /no app "storefrnt" in acmecorp\. Did you mean storefront\?/,
  },
  "an app": { to: `PATCH ${org}/apps/store`, body: {}, ...missing, says: /Did you mean storefront\?/ },
  "a stage": { to: `GET ${org}/apps/storefront/stages/prd`, ...missing, says: /Did you mean prod\?/ },
  "a profile": { to: `PATCH ${org}/profiles/prode`, body: {}, ...missing, says: /Did you mean prod\?/ },
  "a version": { to: `POST ${org}/profiles/prod/versions/9/rollback`, ...missing, says: /version 9/ },
  "an access key": { to: `DELETE ${org}/access-keys/key_x`, ...missing, says: /no access key "key_x"/ },
  "a deployment": {
    to: `GET ${org}/deployments/dep_${"x".repeat(22)}`,
    ...missing,
    says: /no deployment dep_x/,
  },
  "an endpoint": { to: `GET ${org}/profile`, ...missing, says: /no endpoint GET .*See \/docs/ },
  "a stage's profile": {
    ...{ to: `PUT ${org}/apps/storefront/stages/qa`, body: { profile: "prods" } },
    ...{ at: ["$.profile"], says: /names no profile of acmecorp\. Did you mean prod\?/ },
  },
  "a default profile": {
    ...{ to: `PUT ${org}/apps/storefront`, body: { defaultProfile: "def" } },
    ...{ at: ["$.defaultProfile"], says: /names no profile of acmecorp\. Did you mean dev\?/ },
  },
  "a safeguard": {
    ...{ to: prod, body: { safeguards: [safeguard("allowed-region", ["eu-central-1"])] } },
    ...{
      at: ["$.safeguards[0].safeguard"],
      says: /no policy allowed-region\. Did you mean allowed-regions\?/,
    },
  },
  "a safeguard to try": {
    to: "POST /v1/safeguards/evaluate",
    body: { safeguards: [safeguard("allowed-region")], input: { target } },
    ...{ at: ["$.safeguards[0].safeguard"], says: /Did you mean allowed-regions\?/ },
  },
});

const save = (id: string, settings: unknown) => ({
  to: prod,
  body: { safeguards: [safeguard(id, settings)] },
});
const settings = "$.safeguards[0].settings";
const accessRole = (facts: object) => ({ to: prod, body: { accessRole: { roleArn, ...facts } } });
testBadRequests(stack, "a value that does not fit is answered with what would fit", {
  "a name that two safeguards have": {
    to: prod,
    body: { safeguards: [safeguard("require-cfn-role"), safeguard("require-cfn-role")] },
    at: ["$.safeguards[1].name"],
    says: /is the name of safeguard 1 of this profile, too; choose another one/,
  },
  "settings of another type": {
    ...save("allowed-regions", "eu"),
    at: [settings],
    says: /such as eu-central-1/,
  },
  "a setting of another type": {
    ...save("allowed-regions", [7]),
    at: [`${settings}[0]`],
    says: /must be a string/,
  },
  "missing settings": {
    ...save("allowed-regions", undefined),
    at: [settings],
    says: /must be a region, such as eu-central-1, or a list of regions/,
  },
  "an invalid range of versions": {
    ...save("framework-version", "new"),
    at: [settings],
    says: /range/,
  },
  "an invalid pattern": {
    ...save("required-stack-tags", { team: "(" }),
    at: [`${settings}.team`],
    says: /pattern|regular/,
  },
  "settings of a policy without settings": {
    ...save("require-cfn-role", { a: 1 }),
    at: [`${settings}.a`],
    says: /remove/,
  },
  "the ARN of a user instead of a role": {
    ...accessRole({ roleArn: "arn:aws:iam::222222222222:user/deploy" }),
    ...{ at: ["$.accessRole.roleArn"], says: /must be the ARN of an IAM role, such as arn:aws:iam::/ },
  },
  "a session shorter than AWS allows": {
    ...accessRole({ durationSeconds: 60 }),
    ...{ at: ["$.accessRole.durationSeconds"], says: /must be at least 900 seconds/ },
  },
  "a parameter without a value": {
    ...{ to: prod, body: { parameters: [{ key: "NEW" }] } },
    ...{ at: ["$.parameters[0]"], says: /needs a value, secretsManager or ssm/ },
  },
  "a parameter twice": {
    ...{ to: prod, body: { parameters: [1, 2].map(() => ({ key: "A", value: "x" })) } },
    ...{ at: ["$.parameters[1].key"], says: /stands in the list twice/ },
  },
  "a value and a reference": {
    ...{ to: prod, body: { parameters: [{ key: "A", value: "x", secretsManager: { secretId: "a" } }] } },
    ...{ at: ["$.parameters[0].value"], says: /give either value or secretsManager, not both/ },
  },
  "a reference without a role": {
    ...{ to: prod, body: { parameters: [{ key: "A", secretsManager: { secretId: "a" } }] } },
    ...{ at: ["$.parameters[0].secretsManager"], says: /needs an accessRole/ },
  },
  "removing the role that a reference needs": {
    ...{ to: `PATCH ${org}/profiles/prod`, body: { accessRole: null } },
    ...{ at: ["$.accessRole"], says: /DB_URL is read from AWS with it/ },
  },
  "an access key with an expiry in the past": {
    ...{
      to: `POST ${org}/access-keys`,
      body: { role: "admin", name: "late", expiresAt: "2020-01-01T00:00:00Z" },
    },
    ...{ at: ["$.expiresAt"], says: /is in the past/ },
  },
  "an unknown role of an access key": {
    ...{ to: `POST ${org}/access-keys`, body: { role: "operator", name: "mine" } },
    ...{ at: ["$.role"], says: /admin/ },
  },
  "a cursor that no list returned": {
    to: `GET ${org}/apps?cursor=5`,
    at: ["$.query.cursor"],
    says: /leave it out/,
  },
  "a page of no items": { to: `GET ${org}/apps?limit=0`, at: ["$.query.limit"], says: /1/ },
});

const stale = { status: 412, code: "precondition-failed", headers: { "if-match": '"77"' } };
const readAgain = /It is now at "1"\. Read it again/;
testBadRequests(stack, "a change of an outdated version fails and says to read it again", {
  "replacing a profile": { to: prod, body: {}, ...stale, says: readAgain },
  "changing a profile": {
    to: `PATCH ${org}/profiles/prod`,
    body: { description: "x" },
    ...stale,
    says: readAgain,
  },
  "rolling a profile back": {
    to: `POST ${org}/profiles/prod/versions/1/rollback`,
    ...stale,
    says: readAgain,
  },
  "deleting a profile": { to: `DELETE ${org}/profiles/dev`, ...stale, says: readAgain },
  "replacing an app": { to: `PUT ${org}/apps/storefront`, body: {}, ...stale, says: readAgain },
  "deleting an app": { to: `DELETE ${org}/apps/storefront`, ...stale, says: readAgain },
  "mapping a stage": {
    to: `PUT ${org}/apps/storefront/stages/prod`,
    body: { profile: "dev" },
    ...stale,
    says: readAgain,
  },
  "removing a stage": { to: `DELETE ${org}/apps/storefront/stages/prod`, ...stale, says: readAgain },
  "a malformed condition": {
    ...{ to: prod, body: {}, headers: { "if-match": "77" }, code: "malformed" },
    says: /If-Match must be \* or a list of entity tags/,
  },
});

const problem = { status: 401, body: { code: "unauthenticated" } };
const path = `${org}/profiles/prod`;

test("a caller without a key is told what to send", async () => {
  const answer = await stack.as()("PUT", path, {});
  expect(answer).toMatchObject(problem);
  expect(answer.body.detail).toContain("Authorization: Bearer sp_");
});

test("a caller with a wrong key is told what to send", async () => {
  const answer = await stack.as("sp_wrong")("PUT", path, {});
  expect(answer).toMatchObject(problem);
  expect(answer.body.detail).toContain("Ask an admin for another");
  expect(JSON.stringify(answer.body)).not.toContain("sp_wrong");
});

test("a caller with another organization's key gets not-found", async () => {
  const { body } = await stack.as(stack.facts.operatorKey)("POST", "/v1/orgs", { name: "othercorp" });
  const answer = await stack.as(body.adminKey)("PUT", path, {});
  expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(answer.body.detail).toContain('no organization "acmecorp" that this key belongs to');
});

describe("a resolve that AWS refuses", () => {
  const value = `not-for-messages-${randomBytes(8).toString("hex")}`;

  beforeAll(async () => {
    await aws.createSecret(roleArn, "app/json", JSON.stringify({ url: value }));
    await aws.createSecret(roleArn, "app/text", value);
  });

  /** Resolves a deploy with a profile. Returns the problem, and asserts that it is recorded. */
  async function resolveProfile(profile: object) {
    const admin = stack.as(stack.facts.adminKey);
    await admin("PUT", `${org}/profiles/refused`, { accessRole: { roleArn }, ...profile });
    await admin("PUT", `${org}/apps/storefront/stages/refused`, { profile: "refused" });
    const { status, body } = await admin("POST", "/v1/resolve", { ...target, stage: "refused" });
    const { body: page } = await admin("GET", `${org}/deployments?limit=1`);
    expect(JSON.stringify([body, page])).not.toContain(value);
    expect(body).not.toHaveProperty("parameters");
    expect(page.items[0]).toMatchObject({
      target: { stage: "refused" },
      outcome: "failed",
      problem: body.code,
    });
    return { status, body };
  }

  const elsewhere = "arn:aws:secretsmanager:eu-central-1:555555555555:secret:app/json-AbCdEf";
  test.each([
    [
      "missing",
      { secretId: "app/none" },
      /app\/none in eu-central-1, or there is none\. Check name and region/,
    ],
    [
      "denied",
      { secretId: elsewhere },
      /may not read a secret .*allow the role secretsmanager:GetSecretValue/,
    ],
    [
      "without that version",
      { secretId: "app/text", versionStage: "OLD" },
      /no secret app\/text with a version OLD/,
    ],
    [
      "without that JSON key",
      { secretId: "app/json", jsonKey: "uri" },
      /no key "uri"\. Add it, or correct jsonKey/,
    ],
    ["not JSON", { secretId: "app/text", jsonKey: "url" }, /is not proper JSON.*leave out jsonKey/],
  ])(
    "a resolve with a secret that is %s fails with a recorded problem and returns no values",
    async (_, secretsManager, says) => {
      const answer = await resolveProfile({ parameters: [{ key: "DB_URL", secretsManager }] });
      expect(answer).toMatchObject({ status: 409, body: { code: "secret-not-readable" } });
      expect(answer.body.detail).toMatch(/^The parameter DB_URL: /);
      expect(answer.body.detail).toMatch(says);
    },
  );

  test("a resolve with references into both stores returns both values, read in one session of the role", async () => {
    const admin = stack.as(stack.facts.adminKey);
    const ssm = `in-ssm-${randomBytes(8).toString("hex")}`;
    await aws.putParameter(roleArn, "/app/url", ssm);
    const sessions = async () =>
      (await aws.calls("AssumeRole")).filter(({ policy }) => String(policy).includes("ssm:GetParameters"));
    const before = (await sessions()).length;
    await admin("PUT", `${org}/profiles/both`, {
      accessRole: { roleArn },
      parameters: [
        { key: "SECRET", secretsManager: { secretId: "app/json", jsonKey: "url" } },
        { key: "SSM", ssm: { name: "/app/url", version: 1 } },
      ],
    });
    await admin("PUT", `${org}/apps/storefront/stages/both`, { profile: "both" });
    const { status, body } = await admin("POST", "/v1/resolve", { ...target, stage: "both" });
    expect(status).toBe(200);
    expect(body.parameters).toMatchObject([
      { key: "SECRET", value, sensitive: true },
      { key: "SSM", value: ssm, sensitive: true },
    ]);
    const opened = (await sessions()).slice(before);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ policy: expect.stringContaining("secretsmanager:GetSecretValue") });
  });

  test.each([
    ["missing", { name: "/app/none" }, /there is no SSM parameter \/app\/none in eu-central-1/],
    [
      "another account's",
      { name: "arn:aws:ssm:eu-central-1:555555555555:parameter/app/url" },
      /may not read the SSM parameter .*allow the role ssm:GetParameters/,
    ],
  ])("a resolve with a parameter of SSM that is %s fails and names the key", async (_, ssm, says) => {
    const answer = await resolveProfile({ parameters: [{ key: "DB_URL", ssm }] });
    expect(answer).toMatchObject({ status: 409, body: { code: "secret-not-readable" } });
    expect(answer.body.detail).toMatch(/^The parameter DB_URL: /);
    expect(answer.body.detail).toMatch(says);
  });

  test("a resolve with a role that cannot be assumed fails with a recorded problem and returns no values", async () => {
    const refused = "arn:aws:iam::666666666666:role/deploy";
    await aws.trust(refused, { deny: true });
    const answer = await resolveProfile({ accessRole: { roleArn: refused } });
    expect(answer).toMatchObject({ status: 409, body: { code: "role-not-assumable" } });
    expect(answer.body.detail).toMatch(
      /role arn:aws:iam::666666666666:role\/deploy in the account 666666666666/,
    );
    expect(answer.body.detail).toMatch(/Check that the role exists, and that its trust policy allows/);
  });
});

function safeguard(id: string, settings?: unknown) {
  return { name: "A rule", safeguard: id, enforcementLevel: "error", settings };
}
