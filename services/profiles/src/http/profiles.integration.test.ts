import { type AccessRole, checkSafeguards, getAccessRole, plan } from "@stagepass/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let profile: string;
let count = 0;

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());
beforeEach(() => {
  profile = `profile-${++count}`;
});

const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
const path = (rest = "") => `/v1/orgs/acmecorp/profiles/${profile}${rest}`;
const put = (body: object, headers?: Record<string, string>) => ask(`PUT ${path()}`, body, headers);
const patch = (body: object, headers?: Record<string, string>) => ask(`PATCH ${path()}`, body, headers);
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const eventsOfProfile = async () =>
  (await service.events()).filter(([, about]) => about === `acmecorp/profiles/${profile}`);

test("a profile can be created and read, and no response contains its values", async () => {
  const safeguards = [
    { name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
  ];
  const parameters = [
    { key: "STRIPE_KEY", value: "sk_live_1234" },
    { key: "DB_URL", secretsManager: { secretId: "prod/db", jsonKey: "url" }, sensitive: false },
    { key: "API_URL", ssm: { name: "/prod/api/url", version: 3 } },
  ];
  const created = await put({ description: "Production", accessRole, parameters, safeguards });
  expect(created).toMatchObject({ status: 201, etag: '"1"' });
  const read = await ask(`GET ${path()}`);
  expect(read).toEqual({ ...created, status: 200 });
  const date = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(read.body).toEqual({
    name: profile,
    version: 1,
    description: "Production",
    accessRole: { ...accessRole, durationSeconds: 3_600 },
    safeguards,
    clients: {},
    parameters: [
      { key: "STRIPE_KEY", set: true, sensitive: true, updatedAt: date },
      {
        ...{ key: "DB_URL", set: true, sensitive: false, updatedAt: date },
        secretsManager: { secretId: "prod/db", jsonKey: "url" },
      },
      {
        ...{ key: "API_URL", set: true, sensitive: true, updatedAt: date },
        ssm: { name: "/prod/api/url", version: 3 },
      },
    ],
    createdAt: date,
    createdBy: expect.stringMatching(/^key_/),
  });
});

test("every field of an access role comes back as it was saved, also to the services that use it", async () => {
  const whole = {
    ...accessRole,
    durationSeconds: 900,
    planRoleArn: "arn:aws:iam::222222222222:role/plan",
    sourceIdentity: "none",
  } satisfies Record<keyof AccessRole, unknown>;
  expect((await put({ accessRole: whole })).body.accessRole).toEqual(whole);
  expect((await ask(`GET ${path()}`)).body.accessRole).toEqual(whole);
  expect(await service.bus.ask(getAccessRole, { org: "acmecorp", profile })).toEqual({ accessRole: whole });
  await ask(`PUT /v1/orgs/acmecorp/apps/${profile}`, { defaultProfile: profile });
  const target = { org: "acmecorp", app: profile, stage: "prod" };
  expect(await service.bus.ask(plan, { target })).toMatchObject({ accessRole: whole });
});

test("parameter values are stored as ciphertext and nowhere as text", async () => {
  const value = "canary-8f3a91";
  await put({ parameters: [{ key: "A", value }] });
  await patch({ parameters: [{ key: "A", value: `${value}-changed` }] });
  const stored = await service.dump();
  for (const form of [value, Buffer.from(value).toString("hex"), Buffer.from(value).toString("base64")]) {
    expect(stored).not.toContain(form);
  }
});

test("a value that is left out of a save stays, with the time at which it was set", async () => {
  const first = await put({
    parameters: [
      { key: "A", value: "a" },
      { key: "B", value: "b" },
    ],
  });
  const second = await put({ parameters: [{ key: "B", value: "new" }, { key: "A" }] });
  expect(second).toMatchObject({ status: 200, etag: '"2"' });
  expect(second.body.parameters[1]).toEqual(first.body.parameters[0]);
  expect(second.body.parameters[0].updatedAt).not.toBe(first.body.parameters[1].updatedAt);
});

test("a new parameter without a value is invalid at its path, and nothing is stored", async () => {
  const response = await put({ parameters: [{ key: "A", value: "a" }, { key: "B" }] });
  expect(response).toMatchObject({
    status: 400,
    body: {
      code: "invalid",
      errors: [{ path: "$.parameters[1]", message: expect.stringContaining("is new") }],
    },
  });
  expect(await ask(`GET ${path()}`)).toMatchObject({ status: 404 });
});

test("a reference whose secretId cannot name a secret is invalid at its path", async () => {
  const parameters = [{ key: "A", secretsManager: { secretId: "arn:aws:foo" } }];
  expect(await put({ accessRole, parameters })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.parameters[0].secretsManager.secretId" }] },
  });
});

test("more values than fit in the message to a deploy are invalid, even when they come in several saves", async () => {
  const escaped = (length: number, from = 0) =>
    Array.from({ length }, (_, index) => ({ key: `K${from + index}`, value: "\u0001".repeat(65_536) }));
  const kept = escaped(10).map(({ key }) => ({ key }));
  expect(await put({ parameters: escaped(10) })).toMatchObject({ status: 201 });
  expect(await put({ parameters: [...kept, ...escaped(1, 10)] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.parameters", message: expect.stringContaining("more than 4 MiB") }] },
  });
  expect(await put({ parameters: kept })).toMatchObject({ status: 200, etag: '"1"' });
});

test("a kept parameter stays as sensitive as it was, and keeping it makes no version", async () => {
  const first = await put({ parameters: [{ key: "B", value: "b", sensitive: false }] });
  expect(await put({ parameters: [{ key: "B" }] })).toEqual({ ...first, status: 200 });
  const changed = await put({ parameters: [{ key: "B", value: "other" }] });
  expect(changed.body).toMatchObject({ version: 2, parameters: [{ key: "B", sensitive: false }] });
});

test("a version in the path is found under its canonical spelling alone", async () => {
  await put({});
  expect(await ask(`GET ${path("/versions/1")}`)).toMatchObject({ status: 200 });
  for (const version of ["1e0", "0x1", "%201", "01", "1.0", "2147483648"]) {
    expect(await ask(`GET ${path(`/versions/${version}`)}`), version).toMatchObject({
      status: 400,
      body: { errors: [{ path: "$.path.version", message: expect.stringContaining("in digits alone") }] },
    });
  }
});

test("a reference to Secrets Manager is invalid without an access role", async () => {
  const parameters = [{ key: "A", secretsManager: { secretId: "a" } }];
  expect(await put({ parameters })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.parameters[0].secretsManager" }] },
  });
  await put({ accessRole, parameters });
  expect(await patch({ accessRole: null })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.accessRole" }] },
  });
});

test("a role's source identity is stored and planned, and a change of it makes a version", async () => {
  const role = { roleArn: accessRole.roleArn, durationSeconds: 3_600 };
  const none = { ...role, sourceIdentity: "none" };
  await put({ accessRole: role });
  expect(await patch({ accessRole: none })).toMatchObject({ body: { version: 2, accessRole: none } });
  expect(await patch({ description: "CDK" })).toMatchObject({ body: { version: 3, accessRole: none } });
  expect(await put({ description: "CDK", accessRole: none })).toMatchObject({ body: { version: 3 } });
  expect((await eventsOfProfile())[1]?.[2]).toMatchObject({ changed: { fields: ["accessRole"] } });

  expect(await service.bus.ask(getAccessRole, { org: "acmecorp", profile })).toEqual({ accessRole: none });
  await ask("PUT /v1/orgs/acmecorp/apps/cdk", { defaultProfile: profile });
  const target = { org: "acmecorp", app: "cdk", stage: "dev" };
  expect(await service.bus.ask(plan, { target })).toMatchObject({ accessRole: none });

  const back = await ask(`POST ${path("/versions/1/rollback")}`);
  expect(back.body.accessRole).toEqual(role);
  expect(await put({ accessRole: { ...role, sourceIdentity: "mine" } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.accessRole.sourceIdentity", message: "must be deployment or none" }] },
  });
});

test("saving a profile without a change answers its current version and announces nothing", async () => {
  const body = {
    description: "Same",
    accessRole,
    parameters: [{ key: "A", value: "a" }],
    safeguards: [
      { name: "s", safeguard: "p", enforcementLevel: "error", settings: { z: 1, a: [{ y: 2, b: 0.5 }] } },
    ],
  };
  const first = await put(body);
  expect(await put(body)).toEqual({ ...first, status: 200 });
  expect(await patch({ parameters: [{ key: "A" }] })).toEqual({ ...first, status: 200 });
  expect(await eventsOfProfile()).toHaveLength(1);
});

test("violations of safeguards are reported at their paths", async () => {
  service.bus.answer(checkSafeguards, ({ safeguards }) => ({
    mistakes: safeguards.map((_safeguard, index) => ({
      path: `$[${index}].safeguard`,
      message: "is unknown",
    })),
  }));
  const response = await put({ safeguards: [{ name: "s", safeguard: "nope", enforcementLevel: "error" }] });
  service.bus.answer(checkSafeguards, () => ({ mistakes: [] }));
  expect(response).toMatchObject({
    status: 400,
    body: { code: "invalid", errors: [{ path: "$.safeguards[0].safeguard", message: "is unknown" }] },
  });
});

test("a cursor that no list returned is invalid at its path", async () => {
  await put({});
  for (const route of ["GET /v1/orgs/acmecorp/profiles?cursor=AA", `GET ${path("/versions?cursor=YWJj")}`]) {
    expect(await ask(route)).toMatchObject({ status: 400, body: { errors: [{ path: "$.query.cursor" }] } });
  }
});

test("If-Match prevents every change of a profile whose current version the caller has not seen", async () => {
  await put({ description: "1" });
  await put({ description: "2" }, { "if-match": '"1"' });
  const stale = { "if-match": '"1"' };
  for (const attempt of [
    put({ description: "3" }, stale),
    patch({ description: "3" }, stale),
    ask(`POST ${path("/versions/1/rollback")}`, undefined, stale),
    ask(`DELETE ${path()}`, undefined, stale),
  ]) {
    expect(await attempt).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  }
  expect(await ask(`DELETE ${path()}`, undefined, { "if-match": '"2"' })).toMatchObject({ status: 204 });
  expect(await put({}, { "if-match": "*" })).toMatchObject({ status: 412 });
});

test("If-None-Match: * creates a profile and never replaces one: its role and parameters stay", async () => {
  const onlyIfNew = { "if-none-match": "*" };
  const content = { accessRole, parameters: [{ key: "A", value: "a" }] };
  const added = await put(content, onlyIfNew);
  expect(added).toMatchObject({ status: 201, etag: '"1"' });
  expect(await put({ description: "Mine" }, onlyIfNew)).toMatchObject({
    status: 412,
    body: { code: "precondition-failed", detail: expect.stringMatching(/^It exists already/) },
  });
  expect((await ask(`GET ${path()}`)).body).toEqual(added.body);
  await ask(`DELETE ${path()}`);
  expect(await put({}, onlyIfNew)).toMatchObject({ status: 201, etag: '"2"' });
});

test("text that the database cannot store is invalid at its path", async () => {
  const safeguard = { name: "s", safeguard: "p", enforcementLevel: "error" };
  const message = "must not contain a NUL character or half of a surrogate pair";
  expect(await put({ description: "a\u0000" })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.description", message }] },
  });
  expect(await put({ safeguards: [{ ...safeguard, settings: { deep: ["\ud800"] } }] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.safeguards[0].settings.deep[0]", message }] },
  });
  const examples = [{ input: { declaration: { text: "a\u0000" } }, expect: "passed" }];
  expect(await put({ safeguards: [{ ...safeguard, examples }] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.safeguards[0].examples[0].input.declaration.text", message }] },
  });
});

test("profiles are listed as summaries by name", async () => {
  await put({ description: "Listed" });
  const { body } = await ask("GET /v1/orgs/acmecorp/profiles?limit=200");
  const names = body.items.map(({ name }: { name: string }) => name);
  expect(names).toEqual(names.toSorted());
  expect(body.items.find(({ name }: { name: string }) => name === profile)).toMatchObject({
    version: 1,
    description: "Listed",
  });
});

test("no key can read or change anything of another organization", async () => {
  await put({});
  const stranger = await service.createOrg("othercorp");
  for (const route of [`GET ${path()}`, `DELETE ${path()}`, "GET /v1/orgs/acmecorp/profiles"]) {
    expect(await service.request(stranger, route)).toMatchObject({ status: 404 });
  }
  expect(await service.request(stranger, `GET /v1/orgs/othercorp/profiles/${profile}`)).toMatchObject({
    status: 404,
    body: { detail: `There is no profile "${profile}" in othercorp.` },
  });
});
