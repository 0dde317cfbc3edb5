import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let app: string;
let count = 0;

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  await ask("PUT /v1/orgs/acmecorp/profiles/dev", {});
  await ask("PUT /v1/orgs/acmecorp/profiles/prod", {});
});
afterAll(() => service.close());
beforeEach(() => {
  app = `app-${++count}`;
});

const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const path = (rest = "") => `/v1/orgs/acmecorp/apps/${app}${rest}`;
const subjectsAbout = async (name: string) =>
  (await service.events()).filter(([, about]) => about.startsWith(name)).map(([subject]) => subject);

test("creating, replacing and patching an app each make a revision and announce their events", async () => {
  const created = await ask(`PUT ${path()}`, { description: "Shop", defaultProfile: "dev" });
  expect(created).toMatchObject({
    status: 201,
    etag: '"1"',
    body: { name: app, description: "Shop", defaultProfile: "dev", revision: 1 },
  });
  expect(await ask(`PUT ${path()}`, { description: "Shop", defaultProfile: "dev" })).toMatchObject({
    status: 200,
    etag: '"1"',
  });
  expect(await ask(`PATCH ${path()}`, { description: "The shop" })).toMatchObject({
    status: 200,
    etag: '"2"',
  });
  expect(await ask(`PUT ${path()}`, { description: "The shop" })).toMatchObject({
    status: 200,
    etag: '"3"',
    body: { defaultProfile: null },
  });
  expect(await ask(`GET ${path()}`)).toMatchObject({ etag: '"3"', body: { revision: 3 } });
  expect(await subjectsAbout(`acmecorp/apps/${app}`)).toEqual([
    "profiles.v1.app.created",
    "profiles.v1.app.updated",
    "profiles.v1.app.default-changed",
  ]);
});

test("an app's mode, its place in the organization's stage map and what has no profile are saved as given", async () => {
  const usual = { mode: "profiles", inheritsStages: true, unprofiled: "refuse" };
  const given = { mode: "mixed", inheritsStages: false, unprofiled: "allow" };
  expect(await ask(`PUT ${path()}`, {})).toMatchObject({ body: usual });
  expect(await ask(`PATCH ${path()}`, given)).toMatchObject({ etag: '"2"', body: given });
  expect(await ask(`GET ${path()}`)).toMatchObject({ body: given });
  expect(await ask(`PUT ${path()}`, {})).toMatchObject({ etag: '"3"', body: usual });
  expect(await ask(`PATCH ${path()}`, { mode: "provider" })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.mode", message: "must be profiles, providers or mixed" }] },
  });
});

test("an unknown default profile is invalid, and the message names the nearest profile", async () => {
  expect(await ask(`PUT ${path()}`, { defaultProfile: "prdo" })).toMatchObject({
    status: 400,
    body: {
      code: "invalid",
      errors: [{ path: "$.defaultProfile", message: "names no profile of acmecorp. Did you mean prod?" }],
    },
  });
  expect(await ask(`GET ${path()}`)).toMatchObject({ status: 404 });
});

test("a stage can be mapped, mapped to another profile and unmapped, each with its event", async () => {
  await ask(`PUT ${path()}`, {});
  const stage = `/stages/${encodeURIComponent("${opt:stage, 'dev'}")}`;
  expect(await ask(`PUT ${path(stage)}`, { profile: "dev" })).toMatchObject({
    status: 201,
    etag: '"1"',
    body: { name: "${opt:stage, 'dev'}", profile: "dev", revision: 1 },
  });
  expect(await ask(`PATCH ${path(stage)}`, { profile: "prod" })).toMatchObject({ status: 200, etag: '"2"' });
  expect(await ask(`PUT ${path(stage)}`, { profile: "prod" })).toMatchObject({ status: 200, etag: '"2"' });
  expect(await ask(`GET ${path(stage)}`)).toMatchObject({ etag: '"2"', body: { profile: "prod" } });
  expect(await ask(`DELETE ${path(stage)}`)).toMatchObject({ status: 204 });
  expect(await ask(`GET ${path(stage)}`)).toMatchObject({ status: 404 });
  expect(await subjectsAbout(`acmecorp/apps/${app}/stages/`)).toEqual([
    "profiles.v1.stage.mapped",
    "profiles.v1.stage.mapped",
    "profiles.v1.stage.unmapped",
  ]);
});

test("mapping a stage fails in an unknown app and to an unknown profile", async () => {
  expect(await ask(`PUT ${path("/stages/prod")}`, { profile: "dev" })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining(`There is no app "${app}" in acmecorp.`) },
  });
  await ask(`PUT ${path()}`, {});
  expect(await ask(`PUT ${path("/stages/prod")}`, { profile: "devel" })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.profile", message: "names no profile of acmecorp. Did you mean dev?" }] },
  });
  await ask(`PUT ${path("/stages/staging")}`, { profile: "dev" });
  expect(await ask(`PATCH ${path("/stages/stagign")}`, { profile: "dev" })).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining("Did you mean staging?") },
  });
});

test("If-Match prevents a change of an app or stage that the caller has not seen", async () => {
  await ask(`PUT ${path()}`, {});
  await ask(`PUT ${path("/stages/prod")}`, { profile: "dev" });
  const stale = { "if-match": '"9"' };
  for (const attempt of [
    ask(`PUT ${path()}`, {}, stale),
    ask(`PATCH ${path()}`, { description: "x" }, stale),
    ask(`DELETE ${path()}`, undefined, stale),
    ask(`PUT ${path("/stages/prod")}`, { profile: "prod" }, stale),
    ask(`PUT ${path("/stages/new")}`, { profile: "prod" }, { "if-match": "*" }),
    ask(`DELETE ${path("/stages/prod")}`, undefined, stale),
  ]) {
    expect(await attempt).toMatchObject({ status: 412 });
  }
});

test("deleting an app deletes its stages", async () => {
  await ask(`PUT ${path()}`, {});
  await ask(`PUT ${path("/stages/prod")}`, { profile: "dev" });
  expect(await ask(`DELETE ${path()}`)).toMatchObject({ status: 204 });
  expect(await ask(`GET ${path("/stages")}`)).toMatchObject({ status: 404 });
  await ask(`PUT ${path()}`, {});
  expect((await ask(`GET ${path("/stages")}`)).body).toEqual({ items: [], nextCursor: null });
});

test("of two requests that create an app at once, one creates it and the other replaces it", async () => {
  const answers = await Promise.all([
    ask(`PUT ${path()}`, { description: "a" }),
    ask(`PUT ${path()}`, { description: "b" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(answers.map(({ etag }) => etag).sort()).toEqual(['"1"', '"2"']);
});

test("of two requests that map a stage at once, one creates the mapping and the other replaces it", async () => {
  await ask(`PUT ${path()}`, {});
  const answers = await Promise.all([
    ask(`PUT ${path("/stages/prod")}`, { profile: "dev" }),
    ask(`PUT ${path("/stages/prod")}`, { profile: "prod" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
});

test("changing an app or stage that is deleted at the same time never answers 500", async () => {
  for (let round = 0; round < 5; round++) {
    await ask(`PUT ${path()}`, {});
    const statuses = await Promise.all([
      ask(`PUT ${path()}`, { description: `${round}` }),
      ask(`PUT ${path("/stages/prod")}`, { profile: "dev" }),
      ask(`DELETE ${path()}`),
    ]);
    expect(statuses.filter(({ status }) => status >= 500)).toEqual([]);
  }
});

test("stages with names of any length and script are listed in pages by name, and none is lost", async () => {
  await ask(`PUT ${path()}`, {});
  const stages = ["dev", "prod", "größe", "ステージ", "😀".repeat(120), "語".repeat(256)];
  for (const stage of stages) {
    expect(
      await ask(`PUT ${path(`/stages/${encodeURIComponent(stage)}`)}`, { profile: "dev" }),
    ).toMatchObject({
      status: 201,
    });
  }
  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await ask(`GET ${path(`/stages?limit=1${cursor}`)}`);
    expect(page.status).toBe(200);
    seen.push(page.body.items[0].name);
    cursor = page.body.nextCursor === null ? "" : `&cursor=${page.body.nextCursor}`;
  } while (cursor !== "");
  expect(seen.toSorted()).toEqual(stages.toSorted());
});
