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
beforeEach(async () => {
  profile = `profile-${++count}`;
  await ask(`PUT ${path()}`, {
    description: "An account",
    parameters: [
      { key: "A", value: "a" },
      { key: "B", value: "b", sensitive: false },
    ],
  });
});

const path = (rest = "") => `/v1/orgs/acmecorp/profiles/${profile}${rest}`;
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const put = (key: string, body: object, headers?: Record<string, string>) =>
  ask(`PUT ${path(`/parameters/${key}`)}`, body, headers);
const remove = (key: string, headers?: Record<string, string>) =>
  ask(`DELETE ${path(`/parameters/${key}`)}`, undefined, headers);
const read = async () => (await ask(`GET ${path()}`)).body;
const keys = async () => (await read()).parameters.map(({ key }: { key: string }) => key);
const lastEvent = async () => (await service.events()).at(-1);

test("putting a new parameter makes a version with one more and answers 201", async () => {
  const added = await put("C", { value: "c" });
  expect(added).toMatchObject({ status: 201, etag: '"2"', body: { version: 2, description: "An account" } });
  expect(await keys()).toEqual(["A", "B", "C"]);
  expect(await lastEvent()).toEqual([
    "profiles.v1.profile.updated",
    `acmecorp/profiles/${profile}`,
    expect.objectContaining({
      ...{ version: 2, previousVersion: 1, changed: { fields: ["parameters"], parameterKeys: ["C"] } },
    }),
  ]);
  expect(JSON.stringify(added)).not.toContain('"c"');
});

test("putting an existing parameter changes it at its position and keeps the others", async () => {
  const before = await read();
  const changed = await put("A", { value: "other" });
  expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { version: 2 } });
  expect(changed.body.parameters[1]).toEqual(before.parameters[1]);
  expect(await keys()).toEqual(["A", "B"]);
});

test("putting an equal parameter makes no version and announces nothing", async () => {
  const before = await read();
  const events = (await service.events()).length;
  for (const body of [{ value: "a" }, {}, { sensitive: true }]) {
    expect(await put("A", body)).toEqual({ status: 200, etag: '"1"', body: before });
  }
  expect(await service.events()).toHaveLength(events);
});

test("deleting a parameter removes it from the next version, and older versions keep it", async () => {
  expect(await remove("A")).toMatchObject({ status: 204 });
  expect(await read()).toMatchObject({ version: 2, parameters: [{ key: "B" }] });
  expect(await lastEvent()).toMatchObject([
    "profiles.v1.profile.updated",
    `acmecorp/profiles/${profile}`,
    { changed: { parameterKeys: ["A"] } },
  ]);
  await ask(`POST ${path("/versions/1/rollback")}`);
  expect(await keys()).toEqual(["A", "B"]);
});

test("requests that add and delete different parameters at the same time all take effect", async () => {
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  const additions = numbers.map((n) => put(`NEW_${n}`, { value: `${n}` }));
  const answers = await Promise.all([...additions, put("B", { value: "other" }), remove("A")]);
  expect(answers.map(({ status }) => status)).toEqual([...numbers.map(() => 201), 200, 204]);
  expect(await read()).toMatchObject({ version: 1 + 22 });
  expect((await keys()).toSorted()).toEqual(["B", ...numbers.map((n) => `NEW_${n}`)].toSorted());
});

test("of many requests that add the same parameter with If-None-Match at once, exactly one succeeds", async () => {
  const attempts = Array.from({ length: 8 }, (_, index) =>
    put("NEW", { value: `${index}` }, { "if-none-match": "*" }),
  );
  const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 7 }, () => 412)]);
  expect(await read()).toMatchObject({ version: 2 });
});

test("If-Match on a parameter compares the profile's version, and * stands for the parameter itself", async () => {
  const isRefused = { status: 412, body: { code: "precondition-failed" } };
  expect(await put("C", { value: "c" }, { "if-match": "*" })).toMatchObject(isRefused);
  expect(await put("C", { value: "c" }, { "if-match": '"9"' })).toMatchObject(isRefused);
  expect(await put("A", { value: "x" }, { "if-none-match": "*" })).toMatchObject(isRefused);
  expect(await remove("A", { "if-match": '"9"' })).toMatchObject(isRefused);
  expect(await remove("GONE", { "if-match": '"9"' })).toMatchObject(isRefused);
  expect(await remove("GONE", { "if-match": "*" })).toMatchObject(isRefused);
  expect(await read()).toMatchObject({ version: 1 });
  expect(await put("C", { value: "c" }, { "if-match": '"1"' })).toMatchObject({ status: 201, etag: '"2"' });
  expect(await put("A", { value: "x" }, { "if-match": "*" })).toMatchObject({ status: 200, etag: '"3"' });
  expect(await remove("A", { "if-match": '"3"' })).toMatchObject({ status: 204 });
});

test("an unknown profile or parameter fails with not-found and the nearest name", async () => {
  await put("API_KEY", { value: "k" });
  const removed = await remove("API_KEYS");
  expect(removed).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(removed.body.detail).toBe(
    `There is no parameter "API_KEYS" in the newest version of the profile ${profile}. Did you mean API_KEY?`,
  );
  profile = "nowhere";
  for (const answer of [put("A", { value: "a" }), remove("A")]) {
    expect(await answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  }
});

test.each([
  [{ key: "A", value: "a" }, "$.key"],
  [{ value: "a", secretsManager: { secretId: "a" } }, "$.value"],
  [{ value: "a", ssm: { name: "a" } }, "$.ssm"],
  [{ ssm: { name: "/a:3" } }, "$.ssm.name"],
  [{ secretsManager: { secretId: "a" } }, "$.secretsManager"],
  [{ ssm: { name: "a" } }, "$.ssm"],
  [{ value: "a\u0000" }, "$.value"],
  [{ value: "x".repeat(65_537) }, "$.value"],
])("putting a parameter with a body that a list could not hold is invalid: case %#", async (body, at) => {
  expect(await put("A", body)).toMatchObject({
    status: 400,
    body: { code: "invalid", errors: [{ path: at }] },
  });
});

test("putting a parameter is invalid with a malformed key, and for a new one without a value", async () => {
  expect(await put("1A", { value: "a" })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.path.key" }] },
  });
  expect(await put("NEW", {})).toMatchObject({ status: 400, body: { errors: [{ path: "$" }] } });
});

test("a parameter's value is stored as ciphertext and nowhere as text", async () => {
  await put("A", { value: "hunter2-of-parameters" });
  expect(await service.dump()).not.toContain("hunter2-of-parameters");
});
