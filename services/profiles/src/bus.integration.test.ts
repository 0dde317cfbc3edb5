import { createHash } from "node:crypto";
import * as contracts from "@stagepass/contracts";
import { getAccessRole, getProviderRole, open, plan, readSecrets } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorKey, type ProfilesUnderTest, startProfiles } from "../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const safeguards = [
  { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
];
const targetOf = (stage: string, app = "storefront") => ({
  ...{ org: "acmecorp", app, stage },
  ...{ service: "checkout", region: "eu-central-1" },
});
const openRequest = (name: string, version: number) => ({
  target: targetOf("prod"),
  deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
  profile: { name, version },
});
const ask = (route: string, body?: object) => service.request(admin, route, body);
const save = (profile: string, body: object) => ask(`PUT /v1/orgs/acmecorp/profiles/${profile}`, body);

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  await save("dev", {
    parameters: [
      { key: "Z", value: "z" },
      { key: "A", value: "a" },
    ],
  });
  await save("prod", { accessRole, safeguards, parameters: [{ key: "P", value: "p" }] });
  await ask("PUT /v1/orgs/acmecorp/apps/storefront", { defaultProfile: "dev" });
  await ask("PUT /v1/orgs/acmecorp/apps/storefront/stages/prod", { profile: "prod" });
  await ask("PUT /v1/orgs/acmecorp/apps/bare", {});
});
afterAll(() => service.close());

test("a stage with a profile of its own is planned with that profile, and every other stage with the app's default", async () => {
  expect(await service.bus.ask(plan, { target: targetOf("prod") })).toEqual({
    profile: { name: "prod", version: 1, matchedBy: "stage" },
    provider: null,
    accessRole,
    parameterKeys: ["P"],
    safeguards,
    clients: { legacy: "deny" },
  });
  for (const stage of ["Prod", "prod ", "dev", "${opt:stage}"]) {
    expect(await service.bus.ask(plan, { target: targetOf(stage) })).toEqual({
      profile: { name: "dev", version: 1, matchedBy: "default" },
      provider: null,
      accessRole: null,
      parameterKeys: ["Z", "A"],
      safeguards: [],
      clients: { legacy: "deny" },
    });
  }
});

test("the organization's stage map applies to apps that inherit it and have no profile for the stage", async () => {
  const org = "stagecorp";
  const key = await service.createOrg(org);
  const put = (path: string, body: object) => service.request(key, `PUT /v1/orgs/${org}${path}`, body);
  await put("/profiles/prod", {});
  await put("/profiles/dev", {});
  await put("/profiles/dev", { description: "second" });
  const stages = [
    { stages: "prod-*", profile: "prod" },
    { stages: "*", profile: "dev" },
  ];
  await service.request(key, `PATCH /v1/orgs/${org}`, { stages });
  await put("/apps/inheriting", {});
  await put("/apps/inheriting/stages/own", { profile: "prod" });
  await put("/apps/alone", { inheritsStages: false });
  const chosen = async (app: string, stage: string) =>
    (await service.bus.ask(plan, { target: { ...targetOf(stage, app), org } })).profile;
  expect(await chosen("inheriting", "prod-eu")).toEqual({
    name: "prod",
    version: 1,
    matchedBy: "org-stages",
  });
  expect(await chosen("inheriting", "prod")).toEqual({ name: "dev", version: 2, matchedBy: "org-stages" });
  expect(await chosen("inheriting", "own")).toEqual({ name: "prod", version: 1, matchedBy: "stage" });
  await expect(chosen("alone", "prod-eu")).rejects.toMatchObject({
    code: "no-profile",
    message: expect.stringContaining("the app does not inherit the organization's stage map"),
  });
});

test("an app that allows deploys without a profile is planned without one, where none applies", async () => {
  await ask("PUT /v1/orgs/acmecorp/apps/open", { unprofiled: "allow" });
  await ask("PUT /v1/orgs/acmecorp/apps/open/stages/prod", { profile: "prod" });
  expect(await service.bus.ask(plan, { target: targetOf("dev", "open") })).toEqual({
    ...{ profile: null, provider: null, accessRole: null, parameterKeys: [], safeguards: [] },
    clients: { legacy: "deny" },
  });
  expect(await service.bus.ask(plan, { target: targetOf("prod", "open") })).toMatchObject({
    profile: { name: "prod", matchedBy: "stage" },
  });
});

test("planning fails with no-profile for an app without a fitting profile, and with not-found for an unknown app", async () => {
  await expect(service.bus.ask(plan, { target: targetOf("prod", "bare") })).rejects.toMatchObject({
    code: "no-profile",
    message: expect.stringContaining('The app bare has no profile for the stage "prod"'),
  });
  await expect(service.bus.ask(plan, { target: targetOf("prod", "storefornt") })).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no app "storefornt" in acmecorp. Did you mean storefront?',
  });
});

const digestOf = (key: string) => createHash("sha256").update(key).digest("hex");
const planFor = (key: string, target = targetOf("prod")) =>
  service.bus.ask(contracts.planFor, { keyDigest: digestOf(key), ...target });
const createKey = async (body: object) =>
  (await ask("POST /v1/orgs/acmecorp/access-keys", { name: "ci", role: "deployer", ...body })).body;

test("plan-for returns the id of the key and the same plan as for anybody", async () => {
  const { key, id } = await createKey({ scope: { apps: ["storefront"], stages: ["prod"] } });
  expect(await planFor(key)).toEqual({
    keyId: id,
    plan: await service.bus.ask(contracts.plan, { target: targetOf("prod") }),
  });
});

test("plan-for fails with unauthenticated as soon as the key is revoked", async () => {
  const { key, id } = await createKey({});
  await planFor(key);
  await ask(`DELETE /v1/orgs/acmecorp/access-keys/${id}`);
  await expect(planFor(key)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("plan-for fails with forbidden for a target that the key does not cover, whether or not the app exists", async () => {
  const { key } = await createKey({ scope: { apps: ["storefront"], stages: ["dev"] } });
  for (const target of [targetOf("prod"), targetOf("dev", "backoffice")]) {
    await expect(planFor(key, target)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("plan-for fails with not-found for another organization's key, and with forbidden for the operator's", async () => {
  const stranger = await service.createOrg("othercorp");
  await expect(planFor(stranger)).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining('There is no organization "acmecorp" that this key belongs to.'),
  });
  await expect(planFor(operatorKey)).rejects.toMatchObject({ code: "forbidden" });
});

test("plan-for answers many requests at the same time, each with its own plan", async () => {
  const keys = await Promise.all(["dev", "prod"].map((stage) => createKey({ scope: { stages: [stage] } })));
  const wanted = Array.from({ length: 40 }, (_, index) => ["dev", "prod", "other"][index % 3] ?? "");
  const answers = await Promise.allSettled(
    wanted.map((stage, index) => planFor(keys[index % 2].key, targetOf(stage))),
  );
  expect(
    answers.map((answer) => (answer.status === "fulfilled" ? answer.value.plan.profile?.name : "refused")),
  ).toEqual(wanted.map((stage, index) => (stage === ["dev", "prod"][index % 2] ? stage : "refused")));
});

test("opening returns the values of the version that was planned, even when there is a newer version", async () => {
  await save("moving", { parameters: [{ key: "A", value: "first" }] });
  await save("moving", { parameters: [{ key: "A", value: "second" }] });
  const valuesOf = async (version: number) =>
    (await service.bus.ask(open, openRequest("moving", version))).parameters.map(({ value }) => value);
  expect(await valuesOf(1)).toEqual(["first"]);
  expect(await valuesOf(2)).toEqual(["second"]);
});

test("opened values keep the profile's order, and those in Secrets Manager are read with the version's own role", async () => {
  await save("mixed", {
    accessRole,
    parameters: [
      { key: "B", secretsManager: { secretId: "b", jsonKey: "x" } },
      { key: "A", value: "ä😀" },
      { key: "EMPTY", value: "", sensitive: false },
    ],
  });
  const asked: unknown[] = [];
  service.bus.answer(readSecrets, (request) => {
    asked.push(request);
    return { values: [{ key: "B", value: "from AWS" }] };
  });
  const request = openRequest("mixed", 1);
  const fromProfile = { source: "profile", overrides: [] };
  expect(await service.bus.ask(open, request)).toEqual({
    parameters: [
      { key: "B", value: "from AWS", sensitive: true, ...fromProfile, referenced: true },
      { key: "A", value: "ä😀", sensitive: true, ...fromProfile, referenced: false },
      { key: "EMPTY", value: "", sensitive: false, ...fromProfile, referenced: false },
    ],
  });
  const { target, deploymentId } = request;
  const references = [{ key: "B", reference: { secretId: "b", jsonKey: "x" } }];
  expect(asked).toEqual([{ target, deploymentId, accessRole, references }]);
});

test("opening a version without parameters returns no parameters", async () => {
  await save("empty", {});
  expect(await service.bus.ask(open, openRequest("empty", 1))).toEqual({ parameters: [] });
});

test("opening a version that was deleted since the plan fails, and no other version is opened in its stead", async () => {
  await save("gone", { parameters: [{ key: "A", value: "a" }] });
  await ask("DELETE /v1/orgs/acmecorp/profiles/gone");
  await save("gone", { parameters: [{ key: "A", value: "new" }] });
  await expect(service.bus.ask(open, openRequest("gone", 1))).rejects.toMatchObject({ code: "conflict" });
  await expect(service.bus.ask(open, openRequest("gone", 3))).rejects.toMatchObject({ code: "not-found" });
});

test("opening a version fails once its values were destroyed, even when it was opened before", async () => {
  await save("opened", { parameters: [{ key: "A", value: "a" }] });
  await service.bus.ask(open, openRequest("opened", 1));
  await service.database.execute(
    "update profile_values set sealed = null, destroyed_at = now() where profile = 'opened'",
  );
  await expect(service.bus.ask(open, openRequest("opened", 1))).rejects.toMatchObject({ code: "conflict" });
});

test("a ciphertext that was copied to another parameter or profile cannot be decrypted", async () => {
  const steal = (from: string, to: string) =>
    service.database.execute(
      `update profile_values set sealed = (select sealed from profile_values where profile = $1 limit 1)
        where profile = $2`,
      [from, to],
    );
  await save("thief", { parameters: [{ key: "P", value: "mine" }] });
  await steal("prod", "thief");
  await expect(service.bus.ask(open, openRequest("thief", 1))).rejects.toThrow("cannot be decrypted");
});

test("getAccessRole returns the role of a profile's newest version, or null when it has none", async () => {
  const roleOf = (profile: string) => service.bus.ask(getAccessRole, { org: "acmecorp", profile });
  expect(await roleOf("prod")).toEqual({ accessRole });
  expect(await roleOf("dev")).toEqual({ accessRole: null });
  await expect(roleOf("prdo")).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no profile "prdo" in acmecorp. Did you mean prod?',
  });
});

test("getProviderRole returns the role of a provider with its placeholders, or null when it has static keys", async () => {
  const providerRole = { roleArn: "arn:aws:iam::222222222222:role/{app}_{service}", durationSeconds: 3_600 };
  const staticKeys = { accessKeyId: "AKIAEXAMPLE000000001", secretAccessKey: "of-no-concern-to-others" };
  const roleOf = (provider: string) => service.bus.ask(getProviderRole, { org: "acmecorp", provider });
  const put = (provider: string, body: object) =>
    service.request(admin, `PUT /v1/orgs/acmecorp/providers/${provider}`, body);
  await service.request(admin, "PATCH /v1/orgs/acmecorp", { staticKeys: "allow" });
  await put("production", { accessRole: providerRole });
  await put("partner", { staticKeys });
  expect(await roleOf("production")).toEqual({ accessRole: providerRole });
  expect(await roleOf("partner")).toEqual({ accessRole: null });
  await expect(roleOf("prodution")).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no provider "prodution" in acmecorp. Did you mean production?',
  });
});

test("a profile with as many of the largest values as can be saved can also be opened", async () => {
  const parameters = Array.from({ length: 63 }, (_, index) => ({
    key: `K${index}`,
    value: "x".repeat(65_536),
  }));
  expect(await save("large", { parameters })).toMatchObject({ status: 201 });
  const opened = await service.bus.ask(open, openRequest("large", 1));
  expect(opened.parameters.map(({ key, value }) => ({ key, value }))).toEqual(parameters);
});
