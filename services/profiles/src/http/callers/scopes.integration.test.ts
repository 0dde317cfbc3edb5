import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
const org = "/v1/orgs/acmecorp";

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  for (const name of ["dev", "prod"]) await service.request(admin, `PUT ${org}/profiles/${name}`, {});
  for (const app of ["billing", "dev-a", "dev-b", "dev-secret"])
    await service.request(admin, `PUT ${org}/apps/${app}`, {});
  for (const stage of ["dev", "prod", "100%", "100x"])
    await service.request(admin, `PUT ${org}/apps/dev-a/stages/${encodeURIComponent(stage)}`, {
      profile: "dev",
    });
});
afterAll(() => service.close());

/** Makes a key, and gives it a role and a scope as they are stored. */
async function keyWith(role: string, scope: Partial<Record<"apps" | "stages" | "profiles", string[]>>) {
  const input = { role: "deployer", name: "scoped" };
  const { body } = await service.request(admin, `POST ${org}/access-keys`, input);
  await service.database.execute(
    "update access_keys set role = $2, apps = $3, stages = $4, profiles = $5 where id = $1",
    [body.id, role, scope.apps ?? ["*"], scope.stages ?? null, scope.profiles ?? null],
  );
  return body.key as string; // the answer is JSON of any kind
}

async function namesOf(key: string, path: string): Promise<string[]> {
  const { status, body } = await service.request(key, `GET ${org}${path}`);
  expect(status).toBe(200);
  return body.items.map(({ name }: { name: string }) => name);
}

test.each([
  [["dev-*"], ["dev-a", "dev-b", "dev-secret"]],
  [["!dev-secret"], ["billing", "dev-a", "dev-b"]],
  [
    ["dev-*", "!*-b"],
    ["dev-a", "dev-secret"],
  ],
  [["billing"], ["billing"]],
  [["!*"], []],
])("a deployer whose scope has the apps %j sees the apps %j", async (apps, seen) => {
  expect(await namesOf(await keyWith("deployer", { apps }), "/apps")).toEqual(seen);
});

test("a page of a list is full although the scope leaves out what is between its items", async () => {
  const key = await keyWith("deployer", { apps: ["billing", "dev-secret"] });
  const { body } = await service.request(key, `GET ${org}/apps?limit=2`);
  expect(body).toMatchObject({ items: [{ name: "billing" }, { name: "dev-secret" }], nextCursor: null });
});

test("a character that means something in LIKE stands for itself in a scope", async () => {
  const key = await keyWith("deployer", { stages: ["100%*"] });
  expect(await namesOf(key, "/apps/dev-a/stages")).toEqual(["100%"]);
});

test("a viewer of some profiles sees these alone, and no profile beside them", async () => {
  const key = await keyWith("viewer", { profiles: ["d*"] });
  expect(await namesOf(key, "/profiles")).toEqual(["dev"]);
  expect((await service.request(key, `GET ${org}/profiles/dev`)).status).toBe(200);
  expect(await service.request(key, `GET ${org}/profiles/prod`)).toMatchObject({
    status: 403,
    body: { code: "forbidden", detail: expect.stringContaining("does not cover the profile prod") },
  });
});

test("a limited key neither reads what is about the whole organization nor is offered it", async () => {
  const key = await keyWith("viewer", { apps: ["billing"] });
  expect((await service.request(key, `GET ${org}/providers`)).status).toBe(403);
  const { body } = await service.request(key, "GET /v1/session");
  expect(body.permissions).toContain("listApps");
  expect(body.permissions).not.toContain("listProviders");
  expect(body.permissions).not.toContain("putApp");
});
