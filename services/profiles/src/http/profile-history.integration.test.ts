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

const path = (rest = "") => `/v1/orgs/acmecorp/profiles/${profile}${rest}`;
const put = (body: object, headers?: Record<string, string>) => ask(`PUT ${path()}`, body, headers);
const patch = (body: object, headers?: Record<string, string>) => ask(`PATCH ${path()}`, body, headers);
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const eventsOfProfile = async () =>
  (await service.events()).filter(([, about]) => about === `acmecorp/profiles/${profile}`);

test("a profile's events come in the order of its changes, name what changed and never contain a value", async () => {
  await put({ parameters: [{ key: "A", value: "canary-a" }] });
  await patch({ description: "New", parameters: [{ key: "B", value: "canary-b" }] });
  await ask(`POST ${path("/versions/1/rollback")}`);
  await ask(`DELETE ${path()}`);
  const facts = { org: "acmecorp", profile, by: expect.stringMatching(/^key_/) };
  const events = await eventsOfProfile();
  expect(events.map(([subject, , data]) => [subject, data])).toEqual([
    ["profiles.v1.profile.created", { ...facts, version: 1 }],
    [
      "profiles.v1.profile.updated",
      {
        ...{ ...facts, version: 2, previousVersion: 1 },
        changed: { fields: ["description", "parameters"], parameterKeys: ["B", "A"] },
      },
    ],
    ["profiles.v1.profile.rolled-back", { ...facts, version: 3, previousVersion: 2, restoredVersion: 1 }],
    ["profiles.v1.profile.deleted", { ...facts, version: 3 }],
  ]);
  expect(JSON.stringify(events)).not.toContain("canary");
});

test("a profile's versions are listed newest first, page by page, and each can be read", async () => {
  for (const description of ["one", "two", "three"]) await put({ description });
  const first = await ask(`GET ${path("/versions?limit=2")}`);
  expect(first.body.items.map(({ version }: { version: number }) => version)).toEqual([3, 2]);
  const second = await ask(`GET ${path(`/versions?limit=2&cursor=${first.body.nextCursor}`)}`);
  expect(second.body).toMatchObject({ items: [{ version: 1, description: "one" }], nextCursor: null });
  expect(await ask(`GET ${path("/versions/2")}`)).toMatchObject({
    status: 200,
    body: { description: "two" },
  });
  const missing = await ask(`GET ${path("/versions/4")}`);
  expect(missing).toMatchObject({
    status: 404,
    body: { detail: `There is no version 4 of the profile ${profile}: the newest is 3.` },
  });
});

test("a rollback makes a new version with the old content and the old values", async () => {
  const first = await put({ description: "Old", parameters: [{ key: "A", value: "a" }] });
  await put({ description: "New" });
  const restored = await ask(`POST ${path("/versions/1/rollback")}`);
  expect(restored).toMatchObject({ status: 200, etag: '"3"', body: { version: 3, description: "Old" } });
  expect(restored.body.parameters).toEqual(first.body.parameters);
});

test("deleting a profile destroys its values, hides its versions and keeps counting versions of its name", async () => {
  await put({ parameters: [{ key: "A", value: "a" }] });
  await put({ description: "2" });
  expect(await ask(`DELETE ${path()}`)).toMatchObject({ status: 204, body: undefined });
  expect(await ask(`GET ${path()}`)).toMatchObject({ status: 404 });
  expect(await ask(`GET ${path("/versions")}`)).toMatchObject({ status: 404 });
  expect(await ask(`DELETE ${path()}`)).toMatchObject({ status: 404 });
  const left = await service.database.execute(
    "select 1 from profile_values where profile = $1 and sealed is not null",
    [profile],
  );
  expect(left).toBe(0);

  expect(await put({ description: "again" })).toMatchObject({ status: 201, etag: '"3"' });
  expect((await ask(`GET ${path("/versions")}`)).body.items).toMatchObject([{ version: 3 }]);
  for (const attempt of [ask(`GET ${path("/versions/2")}`), ask(`POST ${path("/versions/2/rollback")}`)]) {
    expect(await attempt).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("it went when an earlier profile was deleted") },
    });
  }
});

test("a profile in use cannot be deleted, and the problem names what uses it", async () => {
  await put({});
  await ask("PUT /v1/orgs/acmecorp/apps/user", { defaultProfile: profile });
  await ask("PUT /v1/orgs/acmecorp/apps/user/stages/prod", { profile });
  expect(await ask(`DELETE ${path()}`)).toMatchObject({
    status: 409,
    body: { code: "profile-in-use", detail: expect.stringContaining("user/prod, user (default)") },
  });
});

test("the changes of a version are fields, keys and names of safeguards, compared with the version before or another", async () => {
  const safeguard = (name: string, settings: string[]) => ({
    ...{ name, description: "", safeguard: "allowed-regions", enforcementLevel: "error", settings },
  });
  await put({
    parameters: [{ key: "A", value: "canary-a" }],
    safeguards: [safeguard("EU", ["eu-central-1"])],
  });
  await patch({
    description: "New",
    parameters: [
      { key: "A", value: "canary-b" },
      { key: "B", value: "canary-c" },
    ],
    safeguards: [safeguard("EU", ["eu-west-1"]), safeguard("more", ["eu-central-1"])],
  });
  await patch({ parameters: [{ key: "B" }] });
  const changes = async (version: number, query = "") =>
    (await ask(`GET ${path(`/versions/${version}/changes${query}`)}`)).body;
  expect(await changes(2)).toEqual({
    ...{ version: 2, from: 1, restoredFrom: null },
    ...{ createdAt: expect.any(String), createdBy: expect.stringMatching(/^key_/) },
    fields: ["description", "parameters", "safeguards"],
    parameters: [
      { key: "A", change: "changed" },
      { key: "B", change: "added" },
    ],
    safeguards: [
      { name: "EU", change: "changed" },
      { name: "more", change: "added" },
    ],
  });
  expect(await changes(1)).toMatchObject({ from: null, parameters: [{ key: "A", change: "added" }] });
  expect(await changes(3)).toMatchObject({
    from: 2,
    parameters: [{ key: "A", change: "removed" }],
    safeguards: [],
  });
  expect(await changes(3, "?from=1")).toMatchObject({
    parameters: [
      { key: "B", change: "added" },
      { key: "A", change: "removed" },
    ],
  });
  expect(JSON.stringify(await changes(2))).not.toContain("canary");
  expect((await ask(`GET ${path("/versions/4/changes")}`)).status).toBe(404);
  expect((await ask(`GET ${path("/versions/1/changes?from=9")}`)).status).toBe(404);
});

test("a version that a rollback made says which one it restored, and other versions say none", async () => {
  await put({ description: "one" });
  await put({ description: "two" });
  await ask(`POST ${path("/versions/1/rollback")}`);
  const { body } = await ask(`GET ${path("/versions")}`);
  expect(body.items).toMatchObject([{ restoredFrom: 1 }, { restoredFrom: null }, { restoredFrom: null }]);
  expect((await ask(`GET ${path("/versions/3/changes")}`)).body).toMatchObject({ restoredFrom: 1 });
});
