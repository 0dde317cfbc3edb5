import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createProfilesDatabase,
  newKeyring,
  operatorKey,
  type ProfilesUnderTest,
  startProfiles,
} from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
beforeAll(async () => {
  service = await startProfiles();
});
afterAll(() => service.close());

const asOperator = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(operatorKey, route, body, headers);

test("the operator creates an organization with an admin key that works", async () => {
  const created = await asOperator("POST /v1/orgs", { name: "acmecorp", description: "Acme" });
  expect(created).toMatchObject({
    status: 201,
    body: { name: "acmecorp", adminKey: expect.stringMatching(/^sp_/) },
  });
  const { adminKey } = created.body;
  expect(await service.request(adminKey, "GET /v1/orgs/acmecorp")).toMatchObject({
    status: 200,
    body: { name: "acmecorp", description: "Acme" },
  });
  expect(await service.dump()).not.toContain(adminKey);
  const keyId = expect.stringMatching(/^key_/);
  expect(await service.events()).toEqual([
    ["profiles.v1.org.created", "acmecorp", { org: "acmecorp", by: "operator" }],
    [
      "profiles.v1.access-key.created",
      expect.stringMatching(/^acmecorp\/access-keys\/key_/),
      { org: "acmecorp", by: "operator", keyId, name: "admin", role: "admin" },
    ],
  ]);
});

test("of two requests that create an organization at once, one creates it and the other fails with org-exists", async () => {
  const create = () => asOperator("POST /v1/orgs", { name: "racecorp" });
  const answers = await Promise.all([create(), create()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("org-exists");
});

test("patching an organization changes the given settings and leaves the others as they are", async () => {
  await service.createOrg("settings");
  await asOperator("PATCH /v1/orgs/settings", { description: "New" });
  expect(await asOperator("PATCH /v1/orgs/settings", {})).toMatchObject({
    status: 200,
    body: { description: "New" },
  });
});

test("an organization's stage map is saved as a whole, and shown in its order", async () => {
  const admin = await service.createOrg("mapped");
  const ask = (route: string, body?: object) => service.request(admin, route, body);
  await ask("PUT /v1/orgs/mapped/profiles/dev", {});
  await ask("PUT /v1/orgs/mapped/profiles/prod", {});
  expect(await ask("GET /v1/orgs/mapped")).toMatchObject({ body: { stages: [] } });
  const stages = [
    { stages: "prod*", profile: "prod" },
    { stages: "*", profile: "dev" },
  ];
  expect(await ask("PATCH /v1/orgs/mapped", { stages })).toMatchObject({ etag: '"2"', body: { stages } });
  const turned = stages.toReversed();
  expect(await ask("PATCH /v1/orgs/mapped", { stages: turned })).toMatchObject({ body: { stages: turned } });
  expect(await ask("PATCH /v1/orgs/mapped", { description: "kept" })).toMatchObject({
    body: { stages: turned },
  });
  expect((await service.events()).at(-1)?.[2]).toMatchObject({ changed: { fields: ["description"] } });
  expect(await ask("DELETE /v1/orgs/mapped/profiles/prod")).toMatchObject({
    status: 409,
    body: { code: "profile-in-use", detail: expect.stringContaining("the organization's stage map (prod*)") },
  });
  expect(await ask("PATCH /v1/orgs/mapped", { stages: [] })).toMatchObject({ body: { stages: [] } });
  expect(await ask("DELETE /v1/orgs/mapped/profiles/prod")).toMatchObject({ status: 204 });
});

test("a stage map with an unknown profile, a line twice or too many lines is invalid at its path", async () => {
  const admin = await service.createOrg("mapless");
  await service.request(admin, "PUT /v1/orgs/mapless/profiles/dev", {});
  const errorsOf = async (stages: object[]) =>
    (await service.request(admin, "PATCH /v1/orgs/mapless", { stages })).body.errors;
  expect(await errorsOf([{ stages: "*", profile: "dve" }])).toEqual([
    { path: "$.stages[0].profile", message: "names no profile of mapless. Did you mean dev?" },
  ]);
  const line = { stages: "*", profile: "dev" };
  expect(await errorsOf([line, line])).toMatchObject([{ path: "$.stages[1].stages" }]);
  const many = Array.from({ length: 101 }, (_, index) => ({ stages: `s${index}`, profile: "dev" }));
  expect(await errorsOf(many)).toMatchObject([{ path: "$.stages" }]);
  expect(await service.request(admin, "GET /v1/orgs/mapless")).toMatchObject({ body: { stages: [] } });
});

test("If-Match prevents a change of settings that the caller has not seen, and a patch without a change makes no revision", async () => {
  await service.createOrg("guarded");
  const patch = (description: string, ifMatch: string) =>
    asOperator("PATCH /v1/orgs/guarded", { description }, { "if-match": ifMatch });
  const read = await asOperator("GET /v1/orgs/guarded");
  expect(read).toMatchObject({ etag: '"1"', body: { revision: 1 } });
  expect(await patch("first", '"1"')).toMatchObject({ status: 200, etag: '"2"', body: { revision: 2 } });
  const events = (await service.events()).length;
  expect(await patch("first", "*")).toMatchObject({ status: 200, etag: '"2"' });
  expect(await patch("second", '"1"')).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  const unchanged = await asOperator("PATCH /v1/orgs/guarded", {}, { "if-match": '"1"' });
  expect(unchanged).toMatchObject({ status: 412 });
  expect(await asOperator("GET /v1/orgs/guarded")).toMatchObject({ body: { description: "first" } });
  expect(await service.events()).toHaveLength(events);
});

test("every route of an unknown organization fails with not-found and the nearest name", async () => {
  await service.createOrg("nearcorp");
  for (const route of [
    "GET /v1/orgs/naercorp",
    "PATCH /v1/orgs/naercorp",
    "GET /v1/orgs/naercorp/access-keys",
    "GET /v1/orgs/naercorp/access-keys/key_1",
    "DELETE /v1/orgs/naercorp/access-keys/key_1",
  ]) {
    const body = route.startsWith("PATCH") ? {} : undefined;
    expect(await asOperator(route, body), route).toMatchObject({
      status: 404,
      body: { detail: 'There is no organization "naercorp". Did you mean nearcorp?' },
    });
  }
});

test("the operator may neither read nor change what is inside an organization", async () => {
  await service.createOrg("private");
  for (const route of ["GET /v1/orgs/private/profiles", "GET /v1/orgs/private/apps"]) {
    expect(await asOperator(route)).toMatchObject({ status: 403 });
  }
});

test("organizations are listed in pages by name", async () => {
  for (const name of ["page1", "page2", "page3"]) await service.createOrg(name);
  const names: string[] = [];
  let cursor = "";
  do {
    const { body } = await asOperator(`GET /v1/orgs?limit=2${cursor}`);
    names.push(...body.items.map(({ name }: { name: string }) => name));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(names).toEqual([...new Set(names)].toSorted());
  expect(names).toEqual(expect.arrayContaining(["page1", "page2", "page3"]));
});

test("the service does not start when the keyring lacks a needed key, or has another key under its id", async () => {
  const databaseUrl = await createProfilesDatabase();
  const [old, other, newer] = [newKeyring("2025"), newKeyring("2025"), newKeyring("2026")];
  const first = await startProfiles({ databaseUrl, keyring: old });
  await first.createOrg("acmecorp");
  await first.close();

  const lacking = await startProfiles({ databaseUrl, keyring: newer });
  await expect(lacking.prepare()).rejects.toThrow(
    /acmecorp .* keyring key 2025, which STAGEPASS_KEYRING does not hold/,
  );
  await lacking.close();
  const wrong = await startProfiles({ databaseUrl, keyring: other });
  await expect(wrong.prepare()).rejects.toThrow(/holds as 2025 is not the one that encrypted/);
  await wrong.close();
  const rotated = await startProfiles({ databaseUrl, keyring: `${newer},${old}` });
  await expect(rotated.prepare()).resolves.toBeUndefined();
  await rotated.close();
});
