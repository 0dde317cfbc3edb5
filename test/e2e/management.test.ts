import { beforeAll, describe, expect, test } from "vitest";
import type { Api } from "../support/stack/api.ts";
import { controlStandIn, type StandInControl } from "../support/stack/stand-in.ts";
import { useStack } from "../support/stack/use-stack.ts";

const stack = useStack();
const org = "/v1/orgs/acmecorp";
let admin: Api;
let deployer: Api;
let aws: StandInControl;

beforeAll(() => {
  admin = stack.as(stack.facts.adminKey);
  deployer = stack.as(stack.facts.deployKey);
  aws = controlStandIn(stack.facts.awsEndpoint);
});

const resolve = (app: string, stage: string, as = deployer) =>
  as("POST", "/v1/resolve", {
    ...{ org: "acmecorp", app, stage },
    ...{ service: "checkout", region: "eu-central-1" },
  });

/** Resolves the app's stage and returns the values by key. */
async function valuesOf(app: string, stage: string): Promise<Record<string, string>> {
  const { body } = await resolve(app, stage);
  return Object.fromEntries(
    body.parameters.map(({ key, value }: { key: string; value: string }) => [key, value]),
  );
}

/** Creates an app whose default is a profile of the same name with these parameters. */
async function makeApp(name: string, parameters: object[] = []): Promise<void> {
  await admin("PUT", `${org}/profiles/${name}`, { parameters });
  await admin("PUT", `${org}/apps/${name}`, { defaultProfile: name });
}

const account = `${org}/profiles/account`;
const created = {
  description: "An account",
  parameters: [
    { key: "API_KEY", value: "first" },
    { key: "LEVEL", value: "info", sensitive: false },
  ],
  safeguards: [
    { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
  ],
};

test("a created profile has its version as ETag and never shows a value", async () => {
  const answer = await admin("PUT", account, created);
  expect(answer).toMatchObject({ status: 201, body: { name: "account", version: 1, accessRole: null } });
  expect(answer.headers.get("etag")).toBe('"1"');
  expect(answer.body.parameters).toEqual([
    { key: "API_KEY", set: true, sensitive: true, updatedAt: expect.any(String) },
    { key: "LEVEL", set: true, sensitive: false, updatedAt: expect.any(String) },
  ]);
  expect(await admin("GET", account)).toMatchObject({ status: 200, body: answer.body });
});

test("saving a profile without a change makes no version", async () => {
  expect(await admin("PUT", account, created)).toMatchObject({ status: 200, body: { version: 1 } });
});

test("patching a profile changes the given fields and keeps the rest", async () => {
  const answer = await admin("PATCH", account, { description: "The account" }, { "if-match": '"1"' });
  expect(answer.body).toMatchObject({
    ...{ version: 2, description: "The account" },
    ...{ parameters: [{ key: "API_KEY" }, { key: "LEVEL" }], safeguards: created.safeguards },
  });
});

test("a profile cannot be changed on the basis of an older version", async () => {
  const answer = await admin("PATCH", account, { description: "Mine" }, { "if-match": '"1"' });
  expect(answer).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  expect((await admin("GET", account)).body).toMatchObject({ version: 2, description: "The account" });
});

test("exactly one of many changes on the basis of the same version of a profile succeeds", async () => {
  const changes = Array.from({ length: 8 }, (_, index) =>
    admin("PATCH", account, { description: `by ${index}` }, { "if-match": '"2"' }),
  );
  const statuses = (await Promise.all(changes)).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
});

test("replacing a profile empties the fields that are left out", async () => {
  const answer = await admin("PUT", account, { parameters: created.parameters });
  expect(answer.body).toMatchObject({ version: 4, description: "", safeguards: [] });
});

test("each version of a profile stays as it was saved", async () => {
  const { body } = await admin("GET", `${account}/versions`);
  expect(body.items.map(({ version }: { version: number }) => version)).toEqual([4, 3, 2, 1]);
  expect((await admin("GET", `${account}/versions/1`)).body).toMatchObject({
    ...{ version: 1, description: "An account", safeguards: created.safeguards },
  });
});

test("a rollback of a profile makes a new version with the content of an older one", async () => {
  const answer = await admin("POST", `${account}/versions/1/rollback`);
  expect(answer).toMatchObject({ status: 200, body: { version: 5, description: "An account" } });
  expect(answer.headers.get("etag")).toBe('"5"');
});

test("a profile in use cannot be deleted, and the problem names what uses it", async () => {
  await admin("PUT", `${org}/apps/user`, { defaultProfile: "account" });
  await admin("PUT", `${org}/apps/storefront/stages/qa`, { profile: "account" });
  const answer = await admin("DELETE", account);
  expect(answer).toMatchObject({ status: 409, body: { code: "profile-in-use" } });
  expect(answer.body.detail).toContain("is used by storefront/qa, user (default)");
  expect((await admin("GET", account)).status).toBe(200);
});

test("a profile can be deleted once nothing uses it", async () => {
  await admin("DELETE", `${org}/apps/user`);
  await admin("DELETE", `${org}/apps/storefront/stages/qa`);
  expect((await admin("DELETE", account)).status).toBe(204);
  expect((await admin("GET", account)).status).toBe(404);
});

test("a profile that is created again after its deletion gets a version that was never used", async () => {
  expect(await admin("PUT", account, {})).toMatchObject({ status: 201, body: { version: 6 } });
  expect((await admin("GET", `${account}/versions/5`)).status).toBe(404);
});

const valuesProfile = `${org}/profiles/values`;

test("a parameter's value is kept when it is left out, and replaced when it is given", async () => {
  await makeApp("values", [
    { key: "A", value: "a1" },
    { key: "B", value: "b1" },
  ]);
  await admin("PATCH", valuesProfile, { parameters: [{ key: "B" }, { key: "A", value: "a2" }] });
  expect(await valuesOf("values", "any")).toEqual({ B: "b1", A: "a2" });
});

test("a parameter that a list leaves out is not in the next version", async () => {
  await admin("PATCH", valuesProfile, { parameters: [{ key: "A" }] });
  expect(await valuesOf("values", "any")).toEqual({ A: "a2" });
});

test("a rollback restores the parameters and values of the older version", async () => {
  await admin("POST", `${valuesProfile}/versions/1/rollback`);
  expect(await valuesOf("values", "any")).toEqual({ A: "a1", B: "b1" });
});

describe("a list", () => {
  beforeAll(async () => {
    for (const name of ["one", "two", "three"]) {
      await makeApp(`page-${name}`);
      await admin("PUT", `${org}/apps/storefront/stages/page-${name}`, { profile: "dev" });
      await admin("POST", `${org}/access-keys`, { role: "deployer", name });
      await resolve(`page-${name}`, "any");
    }
  });

  test.each(["profiles", "apps", "apps/storefront/stages", "access-keys", "deployments"])(
    "the list of %s comes in pages that contain each item once",
    async (list) => {
      const { body: whole } = await admin("GET", `${org}/${list}?limit=200`);
      expect(whole.nextCursor).toBeNull();
      const paged: unknown[] = [];
      for (let cursor = ""; cursor !== "end"; ) {
        const { body } = await admin("GET", `${org}/${list}?limit=2${cursor}`);
        expect(body.items.length).toBeLessThanOrEqual(2);
        paged.push(...body.items.map(nameOf));
        cursor = body.nextCursor === null ? "end" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
      }
      expect(paged.length).toBeGreaterThan(2);
      expect(paged).toEqual(whole.items.map(nameOf));
    },
  );

  const nameOf = ({ id, name }: { id?: string; name: string }) => id ?? name;
});

const stage = `${org}/apps/mapped/stages/prod`;

test("a deploy to a stage without a profile of its own uses the app's default", async () => {
  await makeApp("mapped", [{ key: "FROM", value: "default" }]);
  await admin("PUT", `${org}/profiles/special`, { parameters: [{ key: "OWN", value: "stage" }] });
  expect((await resolve("mapped", "prod")).body.profile).toEqual({
    ...{ name: "mapped", version: 1, matchedBy: "default" },
  });
});

test("a deploy to a mapped stage uses the stage's profile instead of the default", async () => {
  expect(await admin("PUT", stage, { profile: "special" })).toMatchObject({ status: 201 });
  expect((await resolve("mapped", "prod")).body).toMatchObject({
    ...{ profile: { name: "special", matchedBy: "stage" }, parameters: [{ key: "OWN" }] },
  });
  expect((await resolve("mapped", "PROD")).body.profile.name).toBe("mapped");
});

test("a deploy uses the newest version of a profile right after it was saved", async () => {
  for (const value of ["second", "third"]) {
    await admin("PATCH", `${org}/profiles/special`, { parameters: [{ key: "OWN", value }] });
    expect(await valuesOf("mapped", "prod")).toEqual({ OWN: value });
  }
});

test("a deploy uses another profile as soon as the stage is mapped to it", async () => {
  await admin("PATCH", stage, { profile: "dev" }, { "if-match": '"1"' });
  expect((await resolve("mapped", "prod")).body.profile.name).toBe("dev");
});

test("a deploy uses the default again once the stage's mapping is removed", async () => {
  expect((await admin("DELETE", stage, undefined, { "if-match": '"2"' })).status).toBe(204);
  expect((await resolve("mapped", "prod")).body.profile).toMatchObject({
    name: "mapped",
    matchedBy: "default",
  });
});

test("a deploy without a stage's profile and a default fails, and the problem says what to configure", async () => {
  await admin("PATCH", `${org}/apps/mapped`, { defaultProfile: null });
  const { status, body } = await resolve("mapped", "prod");
  expect([status, body.code]).toEqual([409, "no-profile"]);
  expect(body.detail).toMatch(
    /app mapped .* stage "prod" .*Map the stage to a profile, or give the app a default/,
  );
});

test("a deploy fails once its app is deleted", async () => {
  expect((await admin("DELETE", `${org}/apps/mapped`)).status).toBe(204);
  expect(await resolve("mapped", "prod")).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("a deploy's profile can be chosen by a stage's name as old clients send it", async () => {
  const name = "${opt:stage, 'dev'}/ä";
  await admin("PUT", `${org}/apps/storefront/stages/${encodeURIComponent(name)}`, { profile: "us-only" });
  expect((await resolve("storefront", name)).body.profile).toMatchObject({
    name: "us-only",
    matchedBy: "stage",
  });
});

test("an access key works at once, is listed without its value, and stops at once when it is revoked", async () => {
  const { status, body } = await admin("POST", `${org}/access-keys`, {
    role: "admin",
    name: "second admin",
  });
  expect(status).toBe(201);
  const { key, ...facts } = body;
  const holder = stack.as(key);
  expect((await holder("GET", `${org}/profiles`)).status).toBe(200);
  const { body: listed } = await admin("GET", `${org}/access-keys?limit=200`);
  expect(listed.items).toContainEqual({ ...facts, lastUsedAt: expect.toSatisfy(isTimeOrNull) });
  expect(JSON.stringify(listed)).not.toContain(key);

  expect((await admin("DELETE", `${org}/access-keys/${facts.id}`)).status).toBe(204);
  const routes = [`${org}/profiles`, `${org}/deployments`, `${org}/profiles/prod/access-role`];
  for (const path of routes) expect(await holder("GET", path)).toMatchObject({ status: 401 });
  expect((await admin("GET", `${org}/access-keys/${facts.id}`)).status).toBe(404);
});

test("an access key that has just resolved a deploy resolves none after it is revoked, however often it tries", async () => {
  const { body } = await admin("POST", `${org}/access-keys`, { role: "deployer", name: "short-lived" });
  const holder = stack.as(body.key);
  expect((await resolve("storefront", "dev", holder)).status).toBe(200);
  await admin("DELETE", `${org}/access-keys/${body.id}`);
  for (const _ of [1, 2]) {
    expect(await resolve("storefront", "dev", holder)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
  }
});

test("an access key of another organization manages that organization only", async () => {
  const operator = stack.as(stack.facts.operatorKey);
  const { body } = await operator("POST", "/v1/orgs", { name: "othercorp" });
  const other = stack.as(body.adminKey);
  expect((await other("GET", "/v1/orgs/othercorp/profiles")).body).toEqual({ items: [], nextCursor: null });
  expect((await operator("POST", "/v1/orgs", { name: "othercorp" })).body.code).toBe("org-exists");
});

const roleArn = "arn:aws:iam::999999999999:role/stagepass/deploy";

test("an access role is shown with the trust that it needs, before it exists and without calling it", async () => {
  await makeApp("onboarded");
  expect((await admin("GET", `${org}/profiles/onboarded/access-role`)).status).toBe(404);
  await admin("PATCH", `${org}/profiles/onboarded`, { accessRole: { roleArn } });
  const { status, body } = await admin("GET", `${org}/profiles/onboarded/access-role`);
  expect([status, body.roleArn]).toEqual([200, roleArn]);
  expect(JSON.stringify(body.trustPolicy)).toContain(`"sts:ExternalId":${JSON.stringify(body.externalId)}`);
  for (const action of ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]) {
    expect(JSON.stringify(body.trustPolicy)).toContain(action);
  }
  expect(JSON.stringify(body.cloudFormationTemplate)).toContain(JSON.stringify(body.trustPolicy));
  expect((await aws.calls("AssumeRole")).some((call) => call["roleArn"] === roleArn)).toBe(false);
});

test("an access role with the shown trust policy is assumed by Stagepass itself", async () => {
  const { body } = await admin("GET", `${org}/profiles/onboarded/access-role`);
  await aws.trust(roleArn, { trustPolicy: body.trustPolicy });
  expect(body.trustPolicy.Statement[0].Principal).toEqual({ AWS: body.stagepass.arn });
  expect(body.stagepass.arn).toBe("arn:aws:iam::111111111111:user/stagepass");
  const resolved = await resolve("onboarded", "prod");
  expect(resolved.body).toMatchObject({ verdict: "allowed", credentials: { roleArn } });
  const call = (await aws.calls("AssumeRole")).find((made) => made["roleArn"] === roleArn);
  expect(call).toMatchObject({ outcome: "ok", externalId: body.externalId });
});

test("an access role that requires another external ID is not assumable, and the problem names account and role", async () => {
  await aws.trust(roleArn, { externalId: "another-external-id" });
  const { status, body } = await resolve("onboarded", "prod");
  expect([status, body.code]).toEqual([409, "role-not-assumable"]);
  expect(body.detail).toContain(`the role ${roleArn} in the account 999999999999`);
  expect(body.detail).toContain("trust policy");
  expect(body).not.toHaveProperty("parameters");
});

test("an access role has another external ID for another organization", async () => {
  const { body: made } = await stack.as(stack.facts.operatorKey)("POST", "/v1/orgs", { name: "thirdcorp" });
  const third = stack.as(made.adminKey);
  await third("PUT", "/v1/orgs/thirdcorp/profiles/onboarded", { accessRole: { roleArn } });
  const { body: theirs } = await third("GET", "/v1/orgs/thirdcorp/profiles/onboarded/access-role");
  const { body: ours } = await admin("GET", `${org}/profiles/onboarded/access-role`);
  expect(theirs.externalId).not.toBe(ours.externalId);
});

function isTimeOrNull(value: unknown): boolean {
  return value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value)));
}
