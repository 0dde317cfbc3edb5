import { createHash } from "node:crypto";
import {
  createAccessKeyFor,
  createProfileFor,
  getAppFor,
  getOrgFor,
  listAppsFor,
  listProfilesFor,
  saveAppFor,
} from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorKey, type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;

const org = "acmecorp";
/** The digests of keys that exist: the service itself finds out whose they are. */
const keys = { admin: "", deployer: "", narrow: "", stranger: "", operator: digestOf(operatorKey) };
type Caller = keyof typeof keys;
const content = { description: "", accessRole: null, parameters: [], safeguards: [], clients: null };
const page = { limit: 200 };

beforeAll(async () => {
  service = await startProfiles();
  const key = await service.createOrg(org);
  keys.admin = digestOf(key);
  keys.stranger = digestOf(await service.createOrg("othercorp"));
  await service.request(key, "PATCH /v1/orgs/acmecorp", { clients: { legacy: "allow" } });
  await service.request(key, "PUT /v1/orgs/acmecorp/profiles/dev", {});
  await service.request(key, "PUT /v1/orgs/acmecorp/apps/storefront", {
    ...{ description: "Shop", defaultProfile: "dev" },
  });
  await service.request(key, "PUT /v1/orgs/acmecorp/apps/backoffice", {});
  keys.deployer = await makeDeployer({});
  keys.narrow = await makeDeployer({ apps: ["storefront"], stages: ["dev"] });
});
afterAll(() => service.close());

/** Each request with an input that would succeed for an admin, and the roles that may ask it. */
const requests = [
  [
    "get-org",
    (keyDigest: string) => service.bus.ask(getOrgFor, { keyDigest, org }),
    ["deployer", "operator"],
  ],
  [
    "get-app",
    (keyDigest: string) => service.bus.ask(getAppFor, { keyDigest, org, app: "storefront" }),
    ["deployer"],
  ],
  ["list-apps", (keyDigest: string) => service.bus.ask(listAppsFor, { keyDigest, org, page }), ["deployer"]],
  ["list-profiles", (keyDigest: string) => service.bus.ask(listProfilesFor, { keyDigest, org, page }), []],
  ["save-app", (keyDigest: string) => service.bus.ask(saveAppFor, { keyDigest, org, app: "of-admins" }), []],
  [
    "create-profile",
    (keyDigest: string) =>
      service.bus.ask(createProfileFor, { keyDigest, org, profile: "of-admins", content }),
    [],
  ],
  [
    "create-access-key",
    (keyDigest: string) =>
      service.bus.ask(createAccessKeyFor, {
        ...{ keyDigest, org },
        accessKey: { role: "deployer", name: "CI", expiresAt: null, scope: {} },
      }),
    ["operator"],
  ],
] as const;

test.each(requests)(
  "%s succeeds for an admin's key and fails with forbidden for roles that may not send it",
  async (_, ask, also) => {
    const others: Caller[] = ["deployer", "operator"];
    for (const caller of others) {
      if (also.some((role) => role === caller)) await ask(keys[caller]);
      else await expect(ask(keys[caller])).rejects.toMatchObject({ code: "forbidden" });
    }
    await ask(keys.admin);
  },
);

test.each(requests)(
  "%s for another organization fails as if that organization did not exist",
  async (_, ask) => {
    await expect(ask(keys.stranger)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining('There is no organization "acmecorp"'),
    });
  },
);

test.each(requests)(
  "%s fails with unauthenticated for a key that is unknown or was revoked",
  async (_, ask) => {
    await expect(ask(digestOf("sp_unknown"))).rejects.toMatchObject({ code: "unauthenticated" });
    const { key, id } = await service.bus.ask(createAccessKeyFor, {
      ...{ keyDigest: keys.admin, org },
      accessKey: { role: "admin", name: "short-lived", expiresAt: null },
    });
    await service.request(key, `DELETE /v1/orgs/acmecorp/access-keys/${id}`);
    await expect(ask(digestOf(key))).rejects.toMatchObject({ code: "unauthenticated" });
  },
);

test("a caller that the message itself names is ignored: only the digest of the key counts", async () => {
  const word = { caller: { role: "admin", keyId: "key_forged", org, scope: {} } };
  const forged = { ...word, org, accessKey: { role: "admin", name: "forged", expiresAt: null } };
  await expect(service.bus.ask(createAccessKeyFor, forged as never)).rejects.toThrow(/keyDigest/); // what no contract describes
  const ridden = { ...word, keyDigest: keys.deployer, org, page };
  await expect(service.bus.ask(listProfilesFor, ridden)).rejects.toMatchObject({ code: "forbidden" });
  // What grants something takes no message that says more than it knows.
  const granting = { ...forged, keyDigest: keys.deployer } as never; // what no contract describes
  await expect(service.bus.ask(createAccessKeyFor, granting)).rejects.toMatchObject({ code: "unavailable" });
});

test("get-org returns the organization's client rules and nothing else of it", async () => {
  expect(await service.bus.ask(getOrgFor, { keyDigest: keys.deployer, org })).toEqual({
    name: org,
    clients: { legacy: "allow" },
  });
});

test("a key whose scope is limited to some apps lists and reads only these", async () => {
  const { items } = await service.bus.ask(listAppsFor, { keyDigest: keys.narrow, org, page });
  expect(items).toMatchObject([{ name: "storefront", defaultProfile: "dev" }]);
  await service.bus.ask(getAppFor, { keyDigest: keys.narrow, org, app: "storefront" });
  for (const app of ["backoffice", "nowhere"]) {
    await expect(service.bus.ask(getAppFor, { keyDigest: keys.narrow, org, app })).rejects.toMatchObject({
      code: "forbidden",
      message: `This key does not cover the app ${app}. Ask an admin for a wider key.`,
    });
  }
});

test("save-app creates an app, and on an existing one changes only the given fields", async () => {
  const save = (given: object) =>
    service.bus.ask(saveAppFor, { keyDigest: keys.admin, org, app: "saved", ...given });
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
    { org, by: expect.stringMatching(/^key_/), app: "saved", previous: null, defaultProfile: "dev" },
  ]);
});

test("save-app maps the given stages and no others, and announces each of them", async () => {
  const save = (given: object) =>
    service.bus.ask(saveAppFor, { keyDigest: keys.admin, org, app: "staged", ...given });
  const stages = [
    { stage: "prod", profile: "dev" },
    { stage: "test", profile: "dev" },
  ];
  expect(await save({ stages, only: "create" })).toMatchObject({ created: true, app: { stages } });
  expect((await service.events()).slice(-3)).toMatchObject([
    ["profiles.v1.app.created", "acmecorp/apps/staged", {}],
    ["profiles.v1.stage.mapped", "acmecorp/apps/staged/stages/prod", { previous: null, profile: "dev" }],
    ["profiles.v1.stage.mapped", "acmecorp/apps/staged/stages/test", { previous: null, profile: "dev" }],
  ]);
  expect(await save({ stages: [], description: "Staged", only: "change" })).toMatchObject({
    created: false,
    app: { description: "Staged", stages },
  });
  const { items } = await service.bus.ask(listAppsFor, { keyDigest: keys.narrow, org, page });
  expect(items.map(({ name }) => name)).not.toContain("staged");
  const ofTest = await makeDeployer({ stages: ["test"] });
  expect((await service.bus.ask(getAppFor, { keyDigest: ofTest, org, app: "staged" })).stages).toEqual([
    { stage: "test", profile: "dev" },
  ]);
});

test("save-app saves nothing when one of the given stages cannot be mapped", async () => {
  const save = (app: string, given: object) =>
    service.bus.ask(saveAppFor, { keyDigest: keys.admin, org, app, ...given });
  const before = await service.events();
  const stages = [
    { stage: "prod", profile: "dev" },
    { stage: "test", profile: "dve" },
  ];
  await expect(save("half", { defaultProfile: "dev", stages })).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.stages[1].profile" }] },
  });
  await expect(service.bus.ask(getAppFor, { keyDigest: keys.admin, org, app: "half" })).rejects.toMatchObject(
    {
      code: "not-found",
    },
  );
  await expect(save("half", { only: "change" })).rejects.toMatchObject({ code: "not-found" });
  await expect(save("storefront", { only: "create", defaultProfile: null })).rejects.toMatchObject({
    code: "conflict",
    message: "The app storefront exists already in acmecorp. Choose another name, or change that one.",
  });
  expect(await service.events()).toEqual(before);
});

test("create-profile never replaces a profile", async () => {
  const create = (description: string) =>
    service.bus.ask(createProfileFor, {
      ...{ keyDigest: keys.admin, org, profile: "created" },
      content: { ...content, description },
    });
  expect(await create("first")).toEqual({ name: "created", version: 1 });
  await expect(create("second")).rejects.toMatchObject({
    code: "conflict",
    message: "The profile created exists already. Choose another name, or change that one.",
  });
});

test("a key from create-access-key works, in the requested organization and with the requested role", async () => {
  const { key, id } = await service.bus.ask(createAccessKeyFor, {
    ...{ keyDigest: keys.admin, org },
    accessKey: { role: "admin", name: "serverless_1", expiresAt: null },
  });
  expect(await service.request(key, `GET /v1/orgs/acmecorp/access-keys/${id}`)).toMatchObject({
    body: { name: "serverless_1", role: "admin" },
  });
});

/** Creates a deployer's key and returns its digest. */
async function makeDeployer(scope: object): Promise<string> {
  const { key } = await service.bus.ask(createAccessKeyFor, {
    ...{ keyDigest: keys.admin, org },
    accessKey: { role: "deployer", name: "CI", expiresAt: null, scope },
  });
  return digestOf(key);
}

function digestOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
