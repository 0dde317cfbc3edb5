import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let count = 0;
/** The names of this test. */
let [staging, prod, app] = ["", "", ""];

const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
const secretsManager = { secretId: "staging/db" };
const canary = "hunter2-that-is-copied";

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());
beforeEach(async () => {
  count++;
  [staging, prod, app] = [`staging-${count}`, `prod-${count}`, `app-${count}`];
  const parameters = [
    { key: "API_KEY", value: canary },
    { key: "LOG_LEVEL", value: "debug", sensitive: false },
    { key: "DB_URL", secretsManager },
  ];
  await ask(`PUT ${profile(staging)}`, { accessRole, parameters });
  await ask(`PUT ${profile(prod)}`, { accessRole, parameters: [{ key: "LOG_LEVEL", value: "warn" }] });
});

const org = "/v1/orgs/acmecorp";
const profile = (name: string) => `${org}/profiles/${name}`;
const serviceAt = (name: string) => `${org}/apps/${app}/services/${name}`;
const instanceAt = (name: string) => `${serviceAt(name)}/instances/prod/eu-central-1`;
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const copy = (to: string, body: object, headers?: Record<string, string>) =>
  ask(`POST ${to}/copy-parameters`, body, headers);
const read = async (path: string) => (await ask(`GET ${path}`)).body;
const events = async (about: string) => (await service.events()).filter(([, name]) => name === about);
const isInvalid = (errors: object[]) => ({ status: 400, body: { code: "invalid", errors } });
const says = (path: string, message: string) => ({ path, message: expect.stringContaining(message) });

/** Whether a parameter has a value: saving it once more would change nothing then. */
async function holds(at: string, key: string, value: string): Promise<boolean> {
  const before = await read(at);
  const saved = await ask(`PUT ${at}/parameters/${key}`, { value });
  return JSON.stringify(saved.body) === JSON.stringify(before);
}

async function makeInstance(parameters: readonly object[] = []): Promise<string> {
  await ask(`PUT ${org}/apps/${app}`, {});
  await ask(`PUT ${serviceAt("api")}`, { parameters: [{ key: "TOKEN", value: `${canary}-of-the-service` }] });
  await ask(`PUT ${instanceAt("api")}`, { parameters });
  return instanceAt("api");
}

test("copying several keys makes one version, with the values and references of the source after what was there", async () => {
  const copied = await copy(profile(prod), { from: { profile: staging }, keys: ["DB_URL", "API_KEY"] });
  expect(copied).toMatchObject({ status: 200, etag: '"2"', body: { name: prod, version: 2 } });
  expect(copied.body.parameters).toMatchObject([
    { key: "LOG_LEVEL", sensitive: true },
    { key: "DB_URL", sensitive: true, secretsManager },
    { key: "API_KEY", sensitive: true, set: true },
  ]);
  expect(await holds(profile(prod), "API_KEY", canary)).toBe(true);
  expect(await holds(profile(prod), "LOG_LEVEL", "warn")).toBe(true);
});

test("who copied is on record with the version, and the event says from where", async () => {
  const { body } = await copy(profile(prod), { from: { profile: staging }, keys: ["API_KEY"] });
  expect(body.createdBy).toMatch(/^key_/);
  expect((await events(`acmecorp/profiles/${prod}`)).at(-1)).toEqual([
    "profiles.v1.profile.updated",
    `acmecorp/profiles/${prod}`,
    {
      ...{ org: "acmecorp", profile: prod, by: body.createdBy, version: 2, previousVersion: 1 },
      changed: { fields: ["parameters"], parameterKeys: ["API_KEY"] },
      copiedFrom: { profile: staging, version: 1 },
    },
  ]);
});

test("no value appears in an answer, an event or a table, whatever is copied where", async () => {
  const instance = await makeInstance();
  const answers = [
    await copy(profile(prod), { from: { profile: staging }, keys: ["API_KEY", "LOG_LEVEL"], replace: true }),
    await copy(instance, { from: { app, service: "api" }, keys: ["TOKEN"] }),
    await copy(profile(prod), { from: { profile: staging }, keys: ["API_KEY", "NONE"] }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
  expect(JSON.stringify([answers, await service.events()])).not.toContain(canary);
  expect(await service.dump()).not.toContain(canary);
});

test("a key that is there is replaced only where the request says so, and stays sensitive and in its place", async () => {
  const request = { from: { profile: staging }, keys: ["API_KEY", "LOG_LEVEL"] };
  expect(await copy(profile(prod), request)).toMatchObject(
    isInvalid([says("$.keys[1]", `is set on the profile ${prod}, too`)]),
  );
  expect(await read(profile(prod))).toMatchObject({ version: 1 });
  const replaced = await copy(profile(prod), { ...request, replace: true });
  expect(replaced.body).toMatchObject({
    version: 2,
    parameters: [
      { key: "LOG_LEVEL", sensitive: true },
      { key: "API_KEY", sensitive: true },
    ],
  });
  expect(await holds(profile(prod), "LOG_LEVEL", "debug")).toBe(true);
});

test("what is not sensitive in either place is not sensitive in the copy", async () => {
  await ask(`PUT ${profile(prod)}`, {});
  const { body } = await copy(profile(prod), { from: { profile: staging }, keys: ["LOG_LEVEL"] });
  expect(body.parameters).toMatchObject([{ key: "LOG_LEVEL", sensitive: false }]);
});

test("copying what is the same already makes no version and announces nothing", async () => {
  const request = { from: { profile: staging }, keys: ["API_KEY", "DB_URL"], replace: true };
  await copy(profile(prod), request);
  const before = await service.events();
  expect(await copy(profile(prod), request)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await service.events()).toEqual(before);
});

test("an older version can be copied from, also from one of the same profile", async () => {
  await ask(`PUT ${profile(staging)}`, {});
  const from = { profile: staging, version: 1 };
  expect(await copy(profile(prod), { from, keys: ["API_KEY"] })).toMatchObject({ status: 200 });
  expect(await copy(profile(staging), { from, keys: ["API_KEY"] })).toMatchObject({
    ...{ status: 200, body: { version: 3, parameters: [{ key: "API_KEY" }] } },
  });
  expect(await holds(profile(prod), "API_KEY", canary)).toBe(true);
  expect(await holds(profile(staging), "API_KEY", canary)).toBe(true);
});

test("a value is copied from a profile that was renamed, whose values are sealed for its earlier name", async () => {
  await ask(`POST ${profile(staging)}/rename`, { name: `moved-${count}` });
  await copy(profile(prod), { from: { profile: `moved-${count}` }, keys: ["API_KEY"] });
  expect(await holds(profile(prod), "API_KEY", canary)).toBe(true);
});

test("parameters are copied between profiles, services and instances, and their events say from where", async () => {
  const instance = await makeInstance();
  const copied = await copy(instance, { from: { profile: staging }, keys: ["API_KEY"] });
  expect(copied).toMatchObject({ status: 200, etag: '"2"', body: { revision: 2 } });
  expect((await events(`acmecorp/apps/${app}/services/api/instances/prod/eu-central-1`)).at(-1)).toEqual([
    "profiles.v1.instance.updated",
    expect.anything(),
    expect.objectContaining({
      ...{ revision: 2, changed: { fields: ["parameters"], parameterKeys: ["API_KEY"] } },
      copiedFrom: { profile: staging, version: 1 },
    }),
  ]);
  const fromInstance = { app, service: "api", stage: "prod", region: "eu-central-1" };
  await copy(serviceAt("api"), { from: fromInstance, keys: ["API_KEY"] });
  expect((await events(`acmecorp/apps/${app}/services/api`)).at(-1)).toMatchObject([
    ...["profiles.v1.service.updated", expect.anything()],
    { copiedFrom: fromInstance },
  ]);
  await copy(profile(prod), { from: { app, service: "api" }, keys: ["TOKEN"] });
  expect(await holds(instance, "API_KEY", canary)).toBe(true);
  expect(await holds(serviceAt("api"), "API_KEY", canary)).toBe(true);
  expect(await holds(profile(prod), "TOKEN", `${canary}-of-the-service`)).toBe(true);
});

test("a key without a value on purpose cannot be copied, and is replaced only where the request says so", async () => {
  const instance = await makeInstance([{ key: "API_KEY", none: true }]);
  const from = { app, service: "api", stage: "prod", region: "eu-central-1" };
  expect(await copy(profile(prod), { from, keys: ["API_KEY"] })).toMatchObject(
    isInvalid([says("$.keys[0]", "has no value on the instance")]),
  );
  const request = { from: { profile: staging }, keys: ["API_KEY"] };
  expect(await copy(instance, request)).toMatchObject(
    isInvalid([says("$.keys[0]", "is set on the instance")]),
  );
  expect(await copy(instance, { ...request, replace: true })).toMatchObject({ status: 200 });
  expect(await holds(instance, "API_KEY", canary)).toBe(true);
});

test("a key that the source does not have is refused at its place, with the nearest one, and nothing is copied", async () => {
  const answer = await copy(profile(prod), { from: { profile: staging }, keys: ["API_KEY", "DB_URI"] });
  expect(answer).toMatchObject(
    isInvalid([
      {
        path: "$.keys[1]",
        message: `names no parameter of version 1 of the profile ${staging}. Did you mean DB_URL?`,
      },
    ]),
  );
  expect(await read(profile(prod))).toMatchObject({ version: 1 });
});

test("a destroyed value cannot be copied, and the list of versions says which ones were destroyed", async () => {
  await service.database.execute(
    "update profile_values set sealed = null, secret_reference = null, destroyed_at = now() where profile = $1 and key = 'API_KEY'",
    [staging],
  );
  expect(await copy(profile(prod), { from: { profile: staging }, keys: ["API_KEY"] })).toMatchObject(
    isInvalid([{ path: "$.keys[0]", message: "cannot be copied: its value was destroyed" }]),
  );
  const listed = async (name: string) => (await read(`${profile(name)}/versions`)).items;
  expect(await listed(staging)).toMatchObject([{ version: 1, destroyed: ["API_KEY"] }]);
  expect(await listed(prod)).toMatchObject([{ version: 1, destroyed: [] }]);
});

test("a source that does not exist is refused at its place, with the nearest name", async () => {
  await makeInstance();
  const region = "eu-central-1";
  for (const [from, path, message] of [
    [{ profile: `stagin-${count}` }, "$.from.profile", `Did you mean ${staging}`],
    [{ profile: staging, version: 7 }, "$.from.version", "the newest is 1"],
    [{ app, service: "apis" }, "$.from", "Did you mean api?"],
    [{ app: "nowhere", service: "api" }, "$.from", "names no service"],
    [{ app, service: "api", stage: "dev", region }, "$.from", "names no instance"],
  ] as const)
    expect(await copy(profile(prod), { from, keys: ["API_KEY"] })).toMatchObject(
      isInvalid([says(path, message)]),
    );
});

test("a source that is the target is refused", async () => {
  const instance = await makeInstance([{ key: "A", value: "a" }]);
  const itself = { app, service: "api", stage: "prod", region: "eu-central-1" };
  for (const [to, from, key] of [
    [profile(staging), { profile: staging }, "API_KEY"],
    [profile(staging), { profile: staging, version: 1 }, "API_KEY"],
    [serviceAt("api"), { app, service: "api" }, "TOKEN"],
    [instance, itself, "A"],
  ] as const)
    expect(await copy(to, { from, keys: [key], replace: true })).toMatchObject(
      isInvalid([says("$.from", "copied to")]),
    );
});

test("a target that does not exist is not found", async () => {
  const request = { from: { profile: staging }, keys: ["API_KEY"] };
  for (const to of [profile("nowhere"), serviceAt("nowhere"), instanceAt("nowhere")])
    expect(await copy(to, request)).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("a reference is refused at its key by a profile without a role to read it with", async () => {
  await ask(`PUT ${profile(prod)}`, {});
  expect(await copy(profile(prod), { from: { profile: staging }, keys: ["DB_URL"] })).toMatchObject(
    isInvalid([says("$.keys[0]", "needs an accessRole")]),
  );
});

test("another organization can be neither the source nor the target", async () => {
  const other = await service.createOrg("othercorp");
  const request = { from: { profile: staging }, keys: ["API_KEY"] };
  const mine = "/v1/orgs/othercorp/profiles/mine";
  await service.request(other, `PUT ${mine}`, {});
  expect(await service.request(other, `POST ${mine}/copy-parameters`, request)).toMatchObject(
    isInvalid([says("$.from.profile", "names no profile of othercorp.")]),
  );
  expect(await service.request(other, `POST ${profile(prod)}/copy-parameters`, request)).toMatchObject({
    ...{ status: 404, body: { code: "not-found" } },
  });
});

test("If-Match guards the target, and nothing is copied over what somebody saved meanwhile", async () => {
  const instance = await makeInstance();
  const request = { from: { profile: staging }, keys: ["API_KEY"] };
  for (const to of [profile(prod), serviceAt("api"), instance]) {
    expect(await copy(to, request, { "if-match": '"9"' })).toMatchObject({
      ...{ status: 412, body: { code: "precondition-failed" } },
    });
    expect(await copy(to, request, { "if-match": '"1"' })).toMatchObject({ status: 200, etag: '"2"' });
  }
});

test("copies that cross each other at once both succeed", async () => {
  for (const round of [1, 2, 3, 4]) {
    await ask(`PUT ${profile(staging)}/parameters/A_${round}`, { value: "a" });
    await ask(`PUT ${profile(prod)}/parameters/B_${round}`, { value: "b" });
    const answers = await Promise.all([
      copy(profile(prod), { from: { profile: staging }, keys: [`A_${round}`] }),
      copy(profile(staging), { from: { profile: prod }, keys: [`B_${round}`] }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
});

test.each([
  [{}, ["$.from", "$.keys"]],
  [{ from: { profile: "a" }, keys: [] }, ["$.keys"]],
  [{ from: { profile: "a" }, keys: ["A", "A"] }, ["$.keys[1]"]],
  [{ from: { profile: "a" }, keys: ["1A"] }, ["$.keys[0]"]],
  [{ from: { profile: "a", app: "b" }, keys: ["A"] }, ["$.from.app"]],
  [{ from: { app: "a", service: "b", stage: "c" }, keys: ["A"] }, ["$.from.stage"]],
  [{ from: "prod", keys: ["A"] }, ["$.from"]],
  [{ from: { profile: "a" }, keys: ["A"], values: {} }, ["$.values"]],
])("a body that does not say what to copy is invalid: case %#", async (body, paths) => {
  const answer = await copy(profile(prod), body);
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
});
