import {
  createAccessKeyFor,
  createProfileFor,
  getAppFor,
  getOrgFor,
  listAppsFor,
  listProfilesFor,
  type Principal,
  saveAppFor,
} from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;

const org = "acmecorp";
const admin: Principal = { role: "admin", keyId: "key_admin", org, scope: {} };
const deployer: Principal = { role: "deployer", keyId: "key_deployer", org, scope: {} };
const narrow: Principal = { ...deployer, scope: { apps: ["storefront"], stages: ["dev"] } };
const stranger: Principal = { ...admin, org: "othercorp" };
const operator: Principal = { role: "operator", keyId: "operator" };
const content = { description: "", accessRole: null, parameters: [], safeguards: [], clients: null };
const page = { limit: 200 };

beforeAll(async () => {
  service = await startProfiles();
  const key = await service.createOrg(org);
  await service.createOrg("othercorp");
  await service.request(key, "PATCH /v1/orgs/acmecorp", { clients: { legacy: "allow" } });
  await service.request(key, "PUT /v1/orgs/acmecorp/profiles/dev", {});
  await service.request(key, "PUT /v1/orgs/acmecorp/apps/storefront", {
    ...{ description: "Shop", defaultProfile: "dev" },
  });
  await service.request(key, "PUT /v1/orgs/acmecorp/apps/backoffice", {});
});
afterAll(() => service.close());

/** Each request with an input that would succeed for an admin, and the roles that may ask it. */
const requests = [
  ["get-org", (caller: Principal) => service.bus.ask(getOrgFor, { caller, org }), ["deployer", "operator"]],
  [
    "get-app",
    (caller: Principal) => service.bus.ask(getAppFor, { caller, org, app: "storefront" }),
    ["deployer"],
  ],
  ["list-apps", (caller: Principal) => service.bus.ask(listAppsFor, { caller, org, page }), ["deployer"]],
  ["list-profiles", (caller: Principal) => service.bus.ask(listProfilesFor, { caller, org, page }), []],
  ["save-app", (caller: Principal) => service.bus.ask(saveAppFor, { caller, org, app: "of-admins" }), []],
  [
    "create-profile",
    (caller: Principal) => service.bus.ask(createProfileFor, { caller, org, profile: "of-admins", content }),
    [],
  ],
  [
    "create-access-key",
    (caller: Principal) =>
      service.bus.ask(createAccessKeyFor, {
        ...{ caller, org },
        accessKey: { role: "deployer", name: "CI", expiresAt: null, scope: {} },
      }),
    ["operator"],
  ],
] as const;

test.each(requests)(
  "%s is answered for admins and refused to roles that may not ask it",
  async (_, ask, also) => {
    for (const caller of [deployer, operator]) {
      if (also.some((role) => role === caller.role)) await ask(caller);
      else await expect(ask(caller)).rejects.toMatchObject({ code: "forbidden" });
    }
    await ask(admin);
  },
);

test.each(requests)("%s for another organization is refused as if that did not exist", async (_, ask) => {
  await expect(ask(stranger)).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining('There is no organization "acmecorp"'),
  });
});

test("an organization's rules are told, and no more of it", async () => {
  expect(await service.bus.ask(getOrgFor, { caller: deployer, org })).toEqual({
    name: org,
    clients: { legacy: "allow" },
  });
});

test("a key for some apps sees those alone", async () => {
  const { items } = await service.bus.ask(listAppsFor, { caller: narrow, org, page });
  expect(items).toMatchObject([{ name: "storefront", defaultProfile: "dev" }]);
  await service.bus.ask(getAppFor, { caller: narrow, org, app: "storefront" });
  for (const app of ["backoffice", "nowhere"]) {
    await expect(service.bus.ask(getAppFor, { caller: narrow, org, app })).rejects.toMatchObject({
      code: "forbidden",
      message: `This key does not cover the app ${app}. Ask an admin for a wider key.`,
    });
  }
});

test("saving an app creates it, and later changes no more than is given", async () => {
  const save = (given: object) => service.bus.ask(saveAppFor, { caller: admin, org, app: "saved", ...given });
  expect(await save({ description: "Saved" })).toMatchObject({
    created: true,
    app: { defaultProfile: null },
  });
  expect(await save({ defaultProfile: "dev" })).toMatchObject({
    created: false,
    app: { description: "Saved", defaultProfile: "dev", revision: 2 },
  });
  await expect(save({ defaultProfile: "dve" })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("Did you mean dev?"),
  });
  expect((await service.events()).at(-1)).toEqual([
    "profiles.v1.app.default-changed",
    "acmecorp/apps/saved",
    { org, by: "key_admin", app: "saved", previous: null, defaultProfile: "dev" },
  ]);
});

test("creating a profile never replaces one", async () => {
  const create = (description: string) =>
    service.bus.ask(createProfileFor, {
      ...{ caller: admin, org, profile: "created" },
      content: { ...content, description },
    });
  expect(await create("first")).toEqual({ name: "created", version: 1 });
  await expect(create("second")).rejects.toMatchObject({
    code: "conflict",
    message: "The profile created exists already. Choose another name, or change that one.",
  });
});

test("a key that was made works, in the organization and with the role that were asked for", async () => {
  const { key, id } = await service.bus.ask(createAccessKeyFor, {
    ...{ caller: admin, org },
    accessKey: { role: "admin", name: "serverless_1", expiresAt: null },
  });
  expect(await service.request(key, `GET /v1/orgs/acmecorp/access-keys/${id}`)).toMatchObject({
    body: { name: "serverless_1", role: "admin" },
  });
});
