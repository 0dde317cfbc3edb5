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

const path = () => `/v1/orgs/acmecorp/profiles/${profile}`;
const put = (body: object, headers = {}) => ask(`PUT ${path()}`, body, headers);
const patch = (body: object) => ask(`PATCH ${path()}`, body);
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const eventsOfProfile = async () =>
  (await service.events()).filter(([, about]) => about === `acmecorp/profiles/${profile}`);

test("of two requests that create a profile at once, one creates it and the other replaces it", async () => {
  const answers = await Promise.all([put({ description: "a" }), put({ description: "b" })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(answers.map(({ etag }) => etag).sort()).toEqual(['"1"', '"2"']);
});

test("of many requests that add the same thing with If-None-Match at once, exactly one succeeds", async () => {
  const onlyIfNew = { "if-none-match": "*" };
  const oneOf = [...Array.from({ length: 7 }, () => 412), 201].sort();
  const numbers = Array.from({ length: 8 }, (_, index) => index);

  const profiles = await Promise.all(numbers.map((n) => put({ description: `${n}` }, onlyIfNew)));
  expect(profiles.map(({ status }) => status).sort()).toEqual(oneOf);
  const added = profiles.find(({ status }) => status === 201);
  expect((await ask(`GET ${path()}`)).body).toEqual(added?.body);

  const app = `/v1/orgs/acmecorp/apps/${profile}`;
  const apps = await Promise.all(numbers.map((n) => ask(`PUT ${app}`, { description: `${n}` }, onlyIfNew)));
  expect(apps.map(({ status }) => status).sort()).toEqual(oneOf);
  const stages = await Promise.all(numbers.map(() => ask(`PUT ${app}/stages/prod`, { profile }, onlyIfNew)));
  expect(stages.map(({ status }) => status).sort()).toEqual(oneOf);
});

test("saves of a profile at the same time make consecutive versions, and their events come in that order", async () => {
  await put({});
  const saves = Array.from({ length: 10 }, (_, index) => patch({ description: `${index}` }));
  const versions = (await Promise.all(saves)).map(({ body }) => body.version);
  expect(versions.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const announced = (await eventsOfProfile()).map(([, , data]) => data as { version: number }); // of these two events
  expect(announced.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test("mapping a stage while its profile is deleted never leaves the stage without a profile", async () => {
  for (let round = 0; round < 10; round++) {
    profile = `profile-${++count}`;
    await put({});
    await ask("PUT /v1/orgs/acmecorp/apps/racing", {});
    const [mapped, deleted] = await Promise.all([
      ask(`PUT /v1/orgs/acmecorp/apps/racing/stages/round-${round}`, { profile }),
      ask(`DELETE ${path()}`),
    ]);
    const mappingWon = [201, 409];
    const deletionWon = [400, 204];
    expect([mappingWon, deletionWon]).toContainEqual([mapped.status, deleted.status]);
  }
});
