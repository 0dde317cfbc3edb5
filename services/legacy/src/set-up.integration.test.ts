import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LegacyUnderTest, startLegacy } from "../test/legacy-under-test.ts";

const org = "acmecorp";
const tenant = `/core/tenants/${org}`;

let legacy: LegacyUnderTest;
let admin: string;
let key: string;

beforeAll(async () => {
  legacy = await startLegacy();
  admin = await legacy.createOrg(org);
  key = await legacy.createKey(admin, org, { apps: ["shop"] });
});
afterAll(() => legacy.close());

test("the interactive set-up of the clients creates an app with a profile", async () => {
  expect((await legacy.ask(admin, `GET ${tenant}/deploymentProfiles`)).body).toEqual([]);
  const profile = { name: "default", secrets: [{ secretName: "A", secretProperties: { value: "b" } }] };
  const policy = {
    ...{ title: "EU only", safeguardName: "allowed-regions", safeguardConfig: ["eu-central-1"] },
    enforcementLevel: "error",
  };
  const created = { ...profile, safeguardsPolicies: [policy], providerCredentials: null };
  expect((await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, created)).status).toBe(200);
  const [{ deploymentProfileUid }] = (await legacy.ask(admin, `GET ${tenant}/deploymentProfiles`)).body;
  expect(deploymentProfileUid).toBe("default");

  const app = { tenantName: org, appName: "shop", title: "Shop" };
  const application = {
    ...{ appUid: "shop", tenantUid: org, appName: "shop", tenantName: org, title: "shop", description: "" },
    deploymentProfiles: {},
  };
  expect((await legacy.ask(admin, `POST ${tenant}/applications`, app)).body).toEqual(application);
  const deploymentProfiles = { default: deploymentProfileUid };
  expect((await legacy.ask(admin, `PATCH ${tenant}/applications/shop`, { deploymentProfiles })).body).toEqual(
    {
      ...application,
      deploymentProfiles,
    },
  );
  expect((await legacy.ask(key, `GET ${tenant}/applications/shop`)).body.deploymentProfiles).toEqual(
    deploymentProfiles,
  );
  expect((await legacy.manage(admin, `GET /v1/orgs/${org}/profiles/default`)).body.safeguards).toMatchObject([
    { name: "EU only", safeguard: "allowed-regions", settings: ["eu-central-1"] },
  ]);
});

describe("the profiles of an application's stages", () => {
  const application = `${tenant}/applications/staged`;
  const stagesOf = async () => {
    const { body } = await legacy.manage(admin, `GET /v1/orgs/${org}/apps/staged/stages`);
    return body.items.map(({ name, profile }: { name: string; profile: string }) => [name, profile]);
  };
  beforeAll(async () => {
    for (const name of ["for-all", "for-prod", "for-test"]) {
      await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, { name });
    }
    const deploymentProfiles = { default: "for-all", prod: "for-prod" };
    const created = await legacy.ask(admin, `POST ${tenant}/applications`, {
      ...{ appName: "staged", deploymentProfiles },
    });
    expect(created).toMatchObject({ status: 200, body: { appName: "staged", deploymentProfiles } });
    expect(await stagesOf()).toEqual([["prod", "for-prod"]]);
  });

  test("the stages that a client sends are mapped, and the others stay", async () => {
    const deploymentProfiles = { test: "for-test" };
    const all = { default: "for-all", prod: "for-prod", test: "for-test" };
    const changed = await legacy.ask(admin, `PATCH ${application}`, { deploymentProfiles });
    expect(changed).toMatchObject({ status: 200, body: { deploymentProfiles: all } });
    expect(await stagesOf()).toEqual([
      ["prod", "for-prod"],
      ["test", "for-test"],
    ]);
    expect((await legacy.ask(admin, `GET ${application}`)).body.deploymentProfiles).toEqual(all);
    const { body } = await legacy.ask(admin, `GET ${tenant}/applications`);
    const listed = body.find(({ appName }: { appName: string }) => appName === "staged");
    expect(listed.deploymentProfiles).toEqual(all);
  });

  test("a key is shown the profiles of the stages that it covers", async () => {
    const narrow = await legacy.createKey(admin, org, { apps: ["staged"], stages: ["prod"] });
    expect((await legacy.ask(narrow, `GET ${application}`)).body.deploymentProfiles).toEqual({
      ...{ default: "for-all", prod: "for-prod" },
    });
  });

  test.each([
    [
      "an unknown profile of a stage",
      { default: "for-test", prod: "for-test", other: "for-prdo" },
      '"deploymentProfiles.other" names no profile of acmecorp. Did you mean for-prod? Nothing was saved.',
    ],
    [
      "an unknown default",
      { prod: "for-test", default: "for-al" },
      '"deploymentProfiles.default" names no profile of acmecorp. Did you mean for-all? Nothing was saved.',
    ],
    [
      "a stage that is too long",
      { prod: "for-test", ["x".repeat(257)]: "for-prod" },
      `"deploymentProfiles.${"x".repeat(257)}" must be at most 256 characters. Nothing was saved.`,
    ],
    [
      "a profile that is none",
      { prod: "for-test", other: 7 },
      '"deploymentProfiles.other" must be a string.',
    ],
    [
      "an unmapping, which says how it is done",
      { prod: "for-test", other: null },
      '"deploymentProfiles.other" must be a string: a stage is unmapped with DELETE /v1/orgs/{org}/apps/{app}/stages/{stage}.',
    ],
  ])(
    "no stage is mapped when one of the profiles is refused: %s",
    async (_, deploymentProfiles, sentence) => {
      const before = (await legacy.ask(admin, `GET ${application}`)).body;
      const refused = await legacy.ask(admin, `PATCH ${application}`, { deploymentProfiles });
      expect(refused).toMatchObject({ status: 400, body: { errorMessage: sentence } });
      expect((await legacy.ask(admin, `GET ${application}`)).body).toEqual(before);
    },
  );

  test("creating an application again does not change the profiles of its stages", async () => {
    const before = (await legacy.ask(admin, `GET ${application}`)).body;
    const again = { appName: "staged", deploymentProfiles: { default: "for-test", prod: "for-test" } };
    expect(await legacy.ask(admin, `POST ${tenant}/applications`, again)).toMatchObject({
      status: 409,
      body: {
        errorMessage: "The app staged exists already in acmecorp. Choose another name, or change that one.",
      },
    });
    expect((await legacy.ask(admin, `GET ${application}`)).body).toEqual(before);
  });
});

test("creating a profile is refused for a name that is taken, for keys of AWS, and for an unknown safeguard", async () => {
  await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, { name: "once" });
  const twice = await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, { name: "once" });
  expect(twice).toMatchObject({
    status: 409,
    body: { errorMessage: expect.stringContaining("exists already") },
  });
  const keys = { name: "keys", providerCredentials: { secretValue: { accessKeyId: "AKIA" } } };
  expect((await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, keys)).body.errorMessage).toBe(
    '"providerCredentials" must be null: Stagepass stores no keys of AWS. Give the profile an access role instead.',
  );
  const policy = { title: "No", safeguardName: "no-such", enforcementLevel: "error" };
  const wrong = { name: "wrong", safeguardsPolicies: [policy] };
  expect((await legacy.ask(admin, `POST ${tenant}/deploymentProfiles`, wrong)).status).toBe(400);
});

test.each([
  [
    "a parameter twice",
    "deploymentProfiles",
    {
      name: "wrong",
      secrets: ["b", "c"].map((value) => ({ secretName: "A", secretProperties: { value } })),
    },
  ],
  [
    "a safeguard without a title",
    "deploymentProfiles",
    {
      name: "wrong",
      safeguardsPolicies: [{ title: "", safeguardName: "require-dlq", enforcementLevel: "error" }],
    },
  ],
  ["a key's title with a NUL", "accessKeys", { title: "a\0b" }],
])("a text that Stagepass cannot store is refused as invalid: %s", async (_, path, sent) => {
  const { status, body } = await legacy.ask(admin, `POST ${tenant}/${path}`, sent);
  expect(status).toBe(400);
  expect(body.errorMessage).toMatch(/^"[^"]+" (must|stands) .*\.$/);
});

test("changing an app that does not exist does not create it", async () => {
  const answer = await legacy.ask(admin, `PATCH ${tenant}/applications/nothing`, { deploymentProfiles: {} });
  expect(answer.status).toBe(404);
  expect((await legacy.ask(admin, `GET ${tenant}/applications/nothing`)).status).toBe(404);
});

test("a deployer sees the apps that its key covers, and cannot change them", async () => {
  await legacy.ask(admin, `POST ${tenant}/applications`, { appName: "shop" });
  await legacy.ask(admin, `POST ${tenant}/applications`, { appName: "backoffice" });
  const { body } = await legacy.ask(key, `GET ${tenant}/applications`);
  expect(body.map(({ appName }: { appName: string }) => appName)).toEqual(["shop"]);
  for (const [route, sent, permission] of [
    [`POST ${tenant}/applications`, { appName: "more" }, "app:write"],
    [`PATCH ${tenant}/applications/shop`, {}, "app:write"],
    [`POST ${tenant}/deploymentProfiles`, { name: "more" }, "profile:write"],
    [`POST ${tenant}/accessKeys`, { title: "more" }, "key:manage"],
  ] as const) {
    expect(await legacy.ask(key, route, sent)).toMatchObject({
      status: 403,
      body: { errorMessage: expect.stringContaining(`This needs the permission ${permission}, which`) },
    });
  }
});

test("a key that a client creates can deploy, and nothing else", async () => {
  const { body } = await legacy.ask(admin, `POST ${tenant}/accessKeys`, { title: "serverless_1" });
  expect(body.secretAccessKey).toMatch(/^sp_/);
  expect((await legacy.ask(body.secretAccessKey, `GET ${tenant}`)).status).toBe(200);
  expect((await legacy.manage(body.secretAccessKey, `GET /v1/orgs/${org}/profiles`)).status).toBe(403);
});

test("a client learns which organization a key belongs to", async () => {
  expect((await legacy.ask(key, `GET ${tenant}`)).body).toEqual({
    orgUid: org,
    tenantUid: org,
    tenantName: org,
  });
  expect((await legacy.ask(key, "GET /core/tenants?userName=ada")).body).toEqual([
    { tenantUid: org, tenantName: org },
  ]);
  expect((await legacy.ask(key, "GET /core/tenants/accessKey/meta")).body.result).toMatchObject({
    orgName: org,
  });
});

test("the clients are told every region of AWS, in all partitions", async () => {
  const { supportedRegions, awsAccountId } = (await legacy.ask(key, "GET /core/meta")).body;
  expect(supportedRegions).toEqual(
    expect.arrayContaining(["us-east-1", "eu-central-2", "mx-central-1", "cn-north-1", "us-gov-west-1"]),
  );
  expect(supportedRegions.length).toBeGreaterThan(40);
  expect(awsAccountId).toMatch(/^\d{12}$/);
});

test("a login from elsewhere gets a token that can be read and has no rights", async () => {
  const { body } = await legacy.ask("", "POST /core/tokens/refresh", { refreshToken: "old" });
  const claims = JSON.parse(Buffer.from(body.id_token.split(".")[1], "base64url").toString());
  expect(claims).toMatchObject({ sub: expect.any(String), exp: expect.any(Number) });
  expect(claims.exp * 1_000).toBeGreaterThan(Date.now());
  expect((await legacy.ask(body.id_token, `GET ${tenant}`)).status).toBe(401);
});

test("collecting logs is refused in words that the clients show as a warning", async () => {
  const refused = await legacy.ask(key, "POST /malt/destinations/create", { regionName: "eu-central-1" });
  expect(refused.status).toBe(409);
  expect(refused.body.errorMessage).toContain("not supported in region eu-central-1");
  expect((await legacy.ask(key, "POST /malt/destinations/delete", {})).status).toBe(204);
  expect((await legacy.ask(key, `PUT ${tenant}/applications/shop/services/orders`, {})).status).toBe(200);
});

test("no account is monitored, and setting that up is refused with the setting that turns it off", async () => {
  expect(await legacy.ask(key, `GET /api/integrations/?orgId=${org}`)).toMatchObject({
    status: 200,
    body: { integrations: [] },
  });
  expect(await legacy.ask(key, `GET /api/integrations/aws/initial?orgId=${org}`)).toMatchObject({
    status: 409,
    body: { errorMessage: expect.stringContaining("custom.enterprise.disableMonitoringSetup") },
  });
  expect((await legacy.ask("sp_wrong", `GET /api/integrations/?orgId=${org}`)).status).toBe(401);
});
