import { createHash } from "node:crypto";
import {
  type DeployTarget,
  linkProviderFor,
  listTargets,
  open,
  type Plan,
  plan,
  readSecrets,
} from "@stagepass/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

const org = "/v1/orgs/acmecorp";
const storefront = `${org}/apps/storefront`;
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const eventsAbout = async (about: string) =>
  (await service.events()).filter(([, thing]) => thing === about).map(([subject, , data]) => [subject, data]);

const secretArn = "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/db-AbCdEf";
const ofServices = {
  provider: "dev",
  parameters: [
    { key: "A", value: "a of services" },
    { key: "B", value: "b of services", sensitive: false },
  ],
};
const ofProd = {
  ...{ provider: "prod", inherits: false },
  parameters: [
    { key: "A", value: "a of prod" },
    { key: "REF", secretsManager: { secretId: secretArn } },
    { key: "HIDDEN", none: true },
  ],
};

beforeEach(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  for (const name of ["dev", "prod"]) {
    const accessRole = { roleArn: `arn:aws:iam::222222222222:role/${name}` };
    await ask(`PUT ${org}/providers/${name}`, { accessRole });
  }
  await ask(`PUT ${storefront}`, { mode: "providers", unprofiled: "allow" });
  await ask(`PUT ${storefront}/blueprints/services`, ofServices);
  await ask(`PUT ${storefront}/blueprints/stages/prod`, ofProd);
});
afterEach(() => service.close());

const targetOf = (stage: string, name = "checkout"): DeployTarget => ({
  ...{ org: "acmecorp", app: "storefront" },
  ...{ stage, service: name, region: "eu-central-1" },
});

/** What a deploy of a target gets, with the ids of what holds its values. */
async function deploy(target: DeployTarget) {
  const planned = await service.bus.ask(plan, { target });
  return { planned, parameters: await openValues(target, planned) };
}

/** Opens what was planned. */
async function openValues(target: DeployTarget, { origins, accessRole }: Plan) {
  if (origins === undefined) throw new Error("An app by providers has origins.");
  const deploymentId = "dep_q3Jx0W8cT1e2mN5uYb7Zaw";
  const request = { target, deploymentId, origins: { ...origins, accessRole } };
  return (await service.bus.ask(open, request)).parameters;
}

/** What a deploy of a target gets, without the ids of what holds its values, which nobody sees. */
async function answerTo(target: DeployTarget) {
  const { planned, parameters } = await deploy(target);
  const { provider, accessRole, parameterKeys } = planned;
  return { provider, accessRole, parameterKeys, parameters };
}

/** Tells the service of deploys, once. */
async function learn(...targets: DeployTarget[]): Promise<void> {
  const deployed = targets.map((target) => ({ target, deployedAt: new Date().toISOString(), by: "key_1" }));
  service.bus.answer(listTargets, () => ({ targets: deployed, next: null }));
  await service.background(new AbortController().signal);
}

test("what is not there is planned and opened by blueprints, and its first deploy changes nothing about that", async () => {
  const targets = [targetOf("dev"), targetOf("prod")];
  const { references, before } = await readingReferences(async () => Promise.all(targets.map(answerTo)));
  expect(before).toMatchObject([
    {
      provider: { name: "dev", level: "service" },
      parameters: [
        { key: "A", value: "a of services", source: "service", sensitive: true },
        { key: "B", value: "b of services", source: "service", sensitive: false },
      ],
    },
    {
      provider: { name: "prod", level: "instance" },
      parameters: [
        { key: "A", value: "a of prod", source: "instance" },
        { key: "REF", value: "from AWS", source: "instance", referenced: true },
      ],
    },
  ]);
  expect(references).toEqual([secretArn]);
  await learn(...targets);
  expect((await readingReferences(async () => Promise.all(targets.map(answerTo)))).before).toEqual(before);
  expect((await ask(`GET ${storefront}/services/checkout/instances/prod/eu-central-1`)).body).toMatchObject({
    ...{ provider: "prod", inherits: false, revision: 1 },
    parameters: [
      { key: "A" },
      { key: "REF", secretsManager: { secretId: secretArn } },
      { key: "HIDDEN", none: true },
    ],
  });
  // What was made is on its own: it stays when the blueprints are gone.
  await ask(`DELETE ${storefront}/blueprints/services`);
  await ask(`DELETE ${storefront}/blueprints/stages/prod`);
  expect((await readingReferences(async () => Promise.all(targets.map(answerTo)))).before).toEqual(before);
  const facts = { org: "acmecorp", by: "key_1", app: "storefront", service: "checkout", revision: 1 };
  expect(await eventsAbout("acmecorp/apps/storefront/services/checkout")).toEqual([
    ["profiles.v1.service.created", facts],
  ]);
});

async function readingReferences<T>(work: () => Promise<T>) {
  const references: string[] = [];
  service.bus.answer(readSecrets, ({ references: asked }) => {
    references.push(...asked.map(({ reference }) => ("secretId" in reference ? reference.secretId : "")));
    return { values: asked.map(({ key }) => ({ key, value: "from AWS" })) };
  });
  return { before: await work(), references };
}

test("a deploy that was planned by a blueprint is opened with what was planned, also once another deploy made the instance", async () => {
  const target = targetOf("dev");
  const { planned, parameters } = await deploy(target);
  await learn(target);
  expect(await openValues(target, planned)).toEqual(parameters);
});

test("a deploy that was planned by a blueprint which is changed or deleted meanwhile is planned once more", async () => {
  const target = targetOf("dev");
  for (const change of [
    () => ask(`PUT ${storefront}/blueprints/services`, { ...ofServices, provider: null }),
    () => ask(`DELETE ${storefront}/blueprints/services`),
  ]) {
    const { planned } = await deploy(target);
    await change();
    await expect(openValues(target, planned)).rejects.toMatchObject({ code: "conflict" });
    await ask(`PUT ${storefront}/blueprints/services`, ofServices);
  }
});

test("explain names what the first deploy will set, and what it hides", async () => {
  await ask(`PUT ${storefront}/blueprints/stages/prod`, { ...ofProd, inherits: true });
  const { body } = await ask("POST /v1/explain", targetOf("prod"));
  expect(body.credentials.candidates).toMatchObject([
    { rule: 4, names: "prod", isBlueprint: true, fate: "applies" },
    { rule: 5, names: "dev", isBlueprint: true, fate: "hidden" },
    { rule: 6, isBlueprint: false },
    { rule: 7, isBlueprint: false },
  ]);
  expect(body.parameters[0]).toMatchObject({ key: "A", source: "instance", overrides: ["service"] });
  await ask(`PUT ${storefront}/services/checkout`, { requiredParameters: ["C"] });
  const { body: known } = await ask("POST /v1/explain", targetOf("prod"));
  expect(known.credentials.candidates).toMatchObject([
    { rule: 4, isBlueprint: true, fate: "applies" },
    { rule: 5, names: null, isBlueprint: false, fate: "empty" },
    {},
    {},
  ]);
  expect(known.problem).toMatchObject({ code: "missing-parameter" });
});

test("a service that is saved as a whole is what was sent, and nothing of a blueprint", async () => {
  const { body } = await ask(`PUT ${storefront}/services/checkout`, {});
  expect(body).toMatchObject({ provider: null, parameters: [], revision: 1 });
  const { body: instance } = await ask(`PUT ${storefront}/services/checkout/instances/prod/eu-central-1`, {});
  expect(instance).toMatchObject({ provider: null, inherits: true, parameters: [] });
});

test("a service that is made by the link of its instance begins with its blueprint", async () => {
  const keyDigest = createHash("sha256").update(admin).digest("hex");
  await service.bus.ask(linkProviderFor, {
    ...{ keyDigest, org: "acmecorp", app: "storefront", service: "cart" },
    ...{ stage: "prod", region: "eu-central-1", provider: { none: true } },
  });
  const cart = `${storefront}/services/cart`;
  expect((await ask(`GET ${cart}`)).body).toMatchObject({
    provider: "dev",
    parameters: [{ key: "A" }, { key: "B" }],
  });
  expect((await ask(`GET ${cart}/instances/prod/eu-central-1`)).body).toMatchObject({
    ...{ provider: { none: true }, inherits: false },
    parameters: [{ key: "A" }, { key: "REF" }, { key: "HIDDEN" }],
  });
});

test("blueprints are listed in pages without values, and change under their entity tag", async () => {
  await ask(`PUT ${storefront}/blueprints/stages/${encodeURIComponent("feature/x")}`, {});
  const seen: unknown[] = [];
  let cursor = "";
  do {
    const { body } = await ask(`GET ${storefront}/blueprints?limit=1${cursor}`);
    seen.push(...body.items.map(({ stage }: { stage: string | null }) => stage));
    expect(JSON.stringify(body)).not.toContain("a of");
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(seen).toEqual([null, "feature/x", "prod"]);
  const path = `${storefront}/blueprints/stages/prod`;
  const same = { ...ofProd, parameters: ofProd.parameters.map(({ key }) => ({ key })) };
  expect(await ask(`PUT ${path}`, same, { "if-match": '"1"' })).toMatchObject({ status: 200, etag: '"1"' });
  expect(await ask(`PUT ${path}`, {}, { "if-match": '"2"' })).toMatchObject({ status: 412 });
  expect(await ask(`PUT ${path}`, {}, { "if-match": '"1"' })).toMatchObject({
    ...{ status: 200, etag: '"2"' },
    body: { stage: "prod", provider: null, inherits: true, parameters: [], revision: 2 },
  });
  expect((await ask(`DELETE ${path}`, undefined, { "if-match": '"1"' })).status).toBe(412);
  expect((await ask(`DELETE ${path}`)).status).toBe(204);
  expect(await ask(`DELETE ${path}`)).toMatchObject({
    ...{
      status: 404,
      body: { detail: 'There is no blueprint of instances of storefront in the stage "prod".' },
    },
  });
  expect((await ask(`GET ${org}/apps/storefornt/blueprints`)).body.detail).toContain("storefront");
  const facts = { org: "acmecorp", by: expect.any(String), app: "storefront", stage: "prod" };
  const changed = { fields: ["provider", "inherits", "parameters"], parameterKeys: ["A", "REF", "HIDDEN"] };
  expect(await eventsAbout("acmecorp/apps/storefront/blueprints/stages/prod")).toEqual([
    ["profiles.v1.blueprint.created", { ...facts, revision: 1 }],
    ["profiles.v1.blueprint.updated", { ...facts, revision: 2, changed }],
    ["profiles.v1.blueprint.deleted", { ...facts, revision: 2 }],
  ]);
  expect(await service.dump()).not.toContain("a of prod");
});

test("a blueprint is no service and no instance, in lists, counts and proposals", async () => {
  expect((await ask(`GET ${storefront}/services`)).body.items).toEqual([]);
  expect((await ask(`GET ${storefront}/services/x`)).body.detail).toBe(
    'There is no service "x" of storefront.',
  );
  expect((await ask(`POST ${storefront}/rename`, { name: "shop" })).body.dependents).toMatchObject({
    services: 0,
    instances: 0,
  });
});

test("blueprints go along with a renamed app and stage, and a stage that has one is not free", async () => {
  await ask(`PUT ${org}/profiles/prod`, {});
  for (const stage of ["prod", "dev"]) await ask(`PUT ${storefront}/stages/${stage}`, { profile: "prod" });
  const before = (await readingReferences(() => answerTo(targetOf("prod")))).before;
  expect(await ask(`POST ${storefront}/stages/dev/rename`, { name: "prod" })).toMatchObject({ status: 409 });
  await ask(`DELETE ${storefront}/stages/prod`);
  expect(await ask(`POST ${storefront}/stages/dev/rename`, { name: "prod" })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("storefront has a blueprint of instances in it") },
  });
  await ask(`PUT ${storefront}/stages/prod`, { profile: "prod" });
  const renamed = await ask(`POST ${storefront}/stages/prod/rename`, { name: "production" });
  expect(renamed).toMatchObject({ status: 200, body: { instances: 0 } });
  expect((await ask(`POST ${storefront}/rename`, { name: "shop" })).status).toBe(200);
  const target = { ...targetOf("production"), app: "shop" };
  expect((await readingReferences(() => answerTo(target))).before).toEqual(before);
});

test("a provider that a blueprint names is in use, and is free once the app is deleted", async () => {
  const { body } = await ask(`DELETE ${org}/providers/prod`);
  expect(body).toMatchObject({
    code: "provider-in-use",
    detail: expect.stringContaining(
      'it is linked to the blueprint of instances of storefront in the stage "prod". Link these to another provider first, and delete the blueprints.',
    ),
  });
  const limited = await ask(`PATCH ${org}/providers/dev`, { apps: ["storefront"] });
  expect(limited.status).toBe(200);
  await ask(`DELETE ${storefront}`);
  expect((await ask(`DELETE ${org}/providers/prod`)).status).toBe(204);
});
