import { readYaml } from "@stagepass/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let org: string;
let admin: string;
let count = 0;

beforeAll(async () => {
  service = await startProfiles();
  service.bus.answer(readYaml, ({ text }) => ({ json: JSON.stringify(parse(text)) }));
});
afterAll(() => service.close());
beforeEach(async () => {
  org = `acme${++count}corp`;
  admin = await service.createOrg(org);
});

const ask = (route: string, body?: object) =>
  service.request(admin, route.replace("/…", `/v1/orgs/${org}`), body);
const send = (document: object, query = "") => ask(`POST /…/import?${query}`, document);
const exported = async () => (await ask("GET /…/export")).body;
const roleArn = "arn:aws:iam::222222222222:role/deploy";

const document = {
  apiVersion: 1,
  settings: { description: "Shop", staticKeys: "allow", stages: [{ stages: "pr-*", profile: "dev" }] },
  profiles: {
    dev: { parameters: [{ key: "DB_URL", value: "postgres://secret-dev" }] },
    prod: {
      description: "Production",
      accessRole: { roleArn, durationSeconds: 3600 },
      parameters: [
        { key: "DB_URL", secretsManager: { secretId: "prod/db", jsonKey: "url" } },
        { key: "LEVEL", value: "secret-level", sensitive: false },
      ],
      safeguards: [
        {
          name: "EU only",
          safeguard: "allowed-regions",
          enforcementLevel: "error",
          settings: ["eu-central-1"],
        },
      ],
    },
  },
  providers: {
    main: { accessRole: { roleArn, durationSeconds: 900 }, isDefault: true },
    shop: {
      staticKeys: { accessKeyId: "AKIAEXAMPLE000000001", secretAccessKey: "secret-key-of-0123" },
      apps: ["storefront"],
    },
  },
  apps: {
    storefront: {
      defaultProfile: "dev",
      mode: "providers",
      stages: { prod: "prod", default: "dev" },
      blueprints: {
        services: { provider: "shop", parameters: [{ key: "BEGUN", value: "secret-begun" }] },
        stages: {
          prod: {
            provider: { none: true },
            inherits: false,
            parameters: [
              { key: "TIER", value: "secret-tier" },
              { key: "OFF", none: true },
            ],
          },
        },
      },
      services: {
        checkout: {
          provider: "shop",
          requiredParameters: ["DB_URL"],
          parameters: [
            { key: "TOKEN", value: "secret-token" },
            { key: "OFF", none: true },
          ],
          instances: { prod: { "eu-central-1": { provider: { none: true }, inherits: false } } },
        },
      },
    },
    bare: {},
  },
};

test("a document creates all that it names, with an event for each thing, and the same document changes nothing", async () => {
  const created = await send(document);
  expect(created).toMatchObject({ status: 200, body: { applied: true, unchanged: 0, unnamed: [] } });
  expect(created.body.changes.map(({ action, path }: Record<string, string>) => `${action} ${path}`)).toEqual(
    [
      "create $.profiles.dev",
      "create $.profiles.prod",
      "update $.settings",
      "create $.apps.storefront",
      "create $.apps.storefront.stages.prod",
      "create $.apps.storefront.stages.default",
      "create $.apps.bare",
      "create $.providers.main",
      "create $.providers.shop",
      "create $.apps.storefront.blueprints.services",
      "create $.apps.storefront.blueprints.stages.prod",
      "create $.apps.storefront.services.checkout",
      'create $.apps.storefront.services.checkout.instances.prod["eu-central-1"]',
    ],
  );
  expect(await ask("GET /…/profiles/prod")).toMatchObject({
    body: { version: 1, description: "Production" },
  });
  expect(await ask("GET /…/apps/storefront/services/checkout")).toMatchObject({
    body: {
      provider: "shop",
      revision: 1,
      parameters: [
        { key: "TOKEN", set: true },
        { key: "OFF", none: true },
      ],
    },
  });
  const again = await send(document);
  expect(again).toMatchObject({ status: 200, body: { applied: true, changes: [], unchanged: 13 } });
  const subjects = (await service.events())
    .filter(([, about]) => about.startsWith(org))
    .map(([subject]) => subject);
  expect(subjects.slice(2)).toEqual([
    "profiles.v1.profile.created",
    "profiles.v1.profile.created",
    "profiles.v1.org.updated",
    "profiles.v1.app.created",
    "profiles.v1.stage.mapped",
    "profiles.v1.stage.mapped",
    "profiles.v1.app.created",
    "profiles.v1.provider.created",
    "profiles.v1.provider.created",
    "profiles.v1.blueprint.created",
    "profiles.v1.blueprint.created",
    "profiles.v1.service.created",
    "profiles.v1.instance.created",
  ]);
});

test("a dry run answers the same difference and changes nothing, and an import can demand that it still holds", async () => {
  await exported();
  const before = await service.dump();
  const dry = await send(document, "dryRun=true");
  expect(dry).toMatchObject({ status: 200, body: { applied: false } });
  expect(await service.dump()).toBe(before);
  await ask("PUT /…/apps/bare", { description: "Made meanwhile" });
  const refused = await send(document, `base=${dry.body.digest}`);
  expect(refused).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  const anew = await send(document, "dryRun=true");
  expect(anew.body.changes).toContainEqual({
    kind: "app",
    path: "$.apps.bare",
    action: "update",
    fields: ["description"],
    parameterKeys: [],
    revision: 1,
  });
  const applied = await send(document, `base=${anew.body.digest}`);
  expect(applied).toMatchObject({ status: 200, body: { applied: true, digest: anew.body.digest } });
  expect(applied.body.changes).toEqual(anew.body.changes);
});

test("an export has no value and marks where each is missing, and imported where they are stored it changes nothing", async () => {
  await send(document);
  const text = JSON.stringify(await exported());
  expect(text).not.toContain("secret-");
  expect(JSON.parse(text)).toMatchObject({
    profiles: {
      dev: { parameters: [{ key: "DB_URL", sensitive: true, missing: true }] },
      prod: {
        parameters: [
          { key: "DB_URL", sensitive: true, secretsManager: { secretId: "prod/db", jsonKey: "url" } },
          { key: "LEVEL", sensitive: false, missing: true },
        ],
      },
    },
    providers: { shop: { staticKeys: { accessKeyId: "AKIAEXAMPLE000000001", missing: true } } },
  });
  expect(await send(JSON.parse(text), "prune=true")).toMatchObject({ status: 200, body: { changes: [] } });
});

test("where nothing is stored, each value that is marked as missing is a violation with its place", async () => {
  await send(document);
  const copy = await exported();
  org = `other${++count}corp`;
  admin = await service.createOrg(org);
  const answer = await send(copy);
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    "$.profiles.dev.parameters[0]",
    "$.profiles.prod.parameters[1]",
    "$.providers.shop.staticKeys.secretAccessKey",
    "$.apps.storefront.blueprints.stages.prod.parameters[0]",
    "$.apps.storefront.blueprints.services.parameters[0]",
    "$.apps.storefront.services.checkout.parameters[0]",
  ]);
  expect(await exported()).toEqual({ apiVersion: 1, settings: {}, profiles: {}, providers: {}, apps: {} });
});

test("what a document does not name stays, is listed, and goes with prune, which leaves exactly the document", async () => {
  await send(document);
  const { apps, profiles, providers, ...rest } = document;
  const smaller = {
    ...rest,
    settings: {},
    profiles: { prod: profiles.prod },
    providers: {},
    apps: { storefront: { defaultProfile: "prod", stages: {}, blueprints: { stages: {} }, services: {} } },
  };
  const unnamed = [
    "$.apps.storefront.stages.default",
    "$.apps.storefront.stages.prod",
    "$.apps.storefront.blueprints.services",
    "$.apps.storefront.blueprints.stages.prod",
    "$.apps.storefront.services.checkout",
    "$.apps.bare",
    "$.providers.main",
    "$.providers.shop",
    "$.profiles.dev",
  ];
  const dry = await send({ ...smaller, settings: { staticKeys: "allow" } }, "dryRun=true");
  expect(dry.body.unnamed.map(({ path }: { path: string }) => path)).toEqual(unnamed);
  const pruned = await send(smaller, "prune=true");
  expect(pruned).toMatchObject({ status: 200, body: { unnamed: [] } });
  expect(await exported()).toEqual({
    apiVersion: 1,
    settings: {},
    profiles: { prod: { ...profiles.prod, parameters: expect.anything() } },
    providers: {},
    apps: smaller.apps,
  });
  expect(await send(smaller, "prune=true")).toMatchObject({ status: 200, body: { changes: [] } });
  const removed = await ask("GET /…/apps/storefront/services/checkout");
  expect(removed.body).toMatchObject({ provider: { none: true }, removedAt: expect.any(String) });
});

test("a collection that is left out is left alone, also with prune", async () => {
  await send(document);
  const before = await exported();
  expect(await send({ apiVersion: 1 }, "prune=true")).toMatchObject({ status: 200, body: { changes: [] } });
  const { stages: _, services: __, blueprints: ___, ...settings } = document.apps.storefront;
  await send({ apiVersion: 1, apps: { storefront: settings, bare: {} } }, "prune=true");
  expect(await exported()).toEqual(before);
});

test("every violation is answered with its place, and nothing of the document is stored", async () => {
  await exported();
  const before = await service.dump();
  const wrong = {
    ...document,
    profiles: { ...document.profiles, "Not a name": {} },
  };
  expect(await send(wrong)).toMatchObject({
    status: 400,
    body: { errors: [{ path: '$.profiles["Not a name"]', message: expect.stringContaining("kebab-case") }] },
  });
  const unknown = {
    ...document,
    settings: { stages: [{ stages: "pr-*", profile: "prdo" }], staticKeys: "allow" },
    apps: {
      storefront: {
        ...document.apps.storefront,
        defaultProfile: "prdo",
        stages: { prod: "prdo" },
        services: { checkout: { provider: "mian" } },
      },
    },
  };
  const answer = await send(unknown);
  const meant = `names no profile of ${org}. Did you mean prod?`;
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid" } });
  expect(answer.body.errors).toEqual([
    { path: "$.settings.stages[0].profile", message: meant },
    { path: "$.apps.storefront.defaultProfile", message: meant },
    { path: "$.apps.storefront.stages.prod", message: meant },
    {
      path: "$.apps.storefront.services.checkout.provider",
      message: `names no provider of ${org}. Did you mean main?`,
    },
  ]);
  expect(await service.dump()).toBe(before);
});

test("a document whose things stand against one another only for a moment is imported in one go", async () => {
  await send(document);
  const swapped = {
    ...document,
    settings: { description: "Shop", stages: [] },
    providers: {
      main: { accessRole: { roleArn, durationSeconds: 900 }, apps: ["bare"] },
      shop: { accessRole: { roleArn, durationSeconds: 900 }, isDefault: true },
    },
  };
  expect(await send(swapped)).toMatchObject({ status: 200, body: { applied: true } });
  expect(await ask("GET /…/providers/shop")).toMatchObject({ body: { isDefault: true, staticKeys: null } });
  expect(await send(document)).toMatchObject({ status: 200, body: { applied: true } });
});

test("of two imports at once, one comes after the other, and neither is partial", async () => {
  const one = { ...document, profiles: { ...document.profiles, extra: { description: "one" } } };
  const answers = await Promise.all([send(document), send(one), send(document, "dryRun=true")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const created = answers.slice(0, 2).flatMap(({ body }) => body.changes);
  expect(created.filter(({ path }) => path === "$.apps.storefront")).toHaveLength(1);
  expect(await send(one)).toMatchObject({ status: 200, body: { changes: [] } });
});

test("edits beside an import come before or after it, and none of them fails", async () => {
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      send(document),
      ask("PUT /…/apps/storefront", { description: `${round}` }),
      ask("PUT /…/apps/bare/services/other", { description: `${round}` }),
      ask("PATCH /…/profiles/prod", { description: `${round}` }),
      ask(`PATCH /v1/orgs/${org}`, { description: `${round}` }),
      ask("PATCH /…/providers/main", { description: `${round}` }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    expect(answers[0]).toMatchObject({ status: 200 });
  }
});

test("a blueprint is changed, and goes with prune, and a new service of the document says all of itself", async () => {
  await send(document);
  const { storefront, bare } = document.apps;
  const changed = {
    ...storefront,
    blueprints: { stages: { prod: { ...storefront.blueprints.stages.prod, parameters: [] } } },
    services: { ...storefront.services, said: { description: "Whole" } },
  };
  const answer = await send({ apiVersion: 1, apps: { storefront: changed, bare } }, "prune=true");
  expect(answer.body.changes).toMatchObject([
    {
      ...{ kind: "blueprint", path: "$.apps.storefront.blueprints.stages.prod", action: "update" },
      ...{ fields: ["parameters"], parameterKeys: ["TIER", "OFF"], revision: 1 },
    },
    { path: "$.apps.storefront.services.said", action: "create" },
    { kind: "blueprint", path: "$.apps.storefront.blueprints.services", action: "remove", revision: 1 },
  ]);
  expect(await ask("GET /…/apps/storefront/services/said")).toMatchObject({
    body: { provider: null, parameters: [] },
  });
  expect(await ask("GET /…/apps/storefront/blueprints")).toMatchObject({
    body: { items: [{ stage: "prod", revision: 2, parameters: [] }] },
  });
});

test("a removed service that a document names comes back, and a version is made for a profile that was deleted", async () => {
  await send(document);
  await ask("DELETE /…/apps/storefront/services/checkout");
  await ask("PUT /…/profiles/gone", {});
  await ask("DELETE /…/profiles/gone");
  const answer = await send({ ...document, profiles: { ...document.profiles, gone: {} } });
  expect(answer.body.changes).toMatchObject([
    { action: "create", path: "$.profiles.gone", revision: null },
    { action: "restore", path: "$.apps.storefront.services.checkout", revision: 2 },
    { action: "restore", kind: "instance" },
  ]);
  expect(await ask("GET /…/profiles/gone")).toMatchObject({ body: { version: 2 } });
});

test("an export is YAML on request, and an import takes it", async () => {
  await send(document);
  const before = await exported();
  const yaml = await service.text(admin, `GET /v1/orgs/${org}/export?format=yaml`);
  expect(parse(yaml)).toEqual(before);
  const headers = { "content-type": "application/yaml" };
  const taken = await service.request(admin, `POST /v1/orgs/${org}/import?prune=true`, yaml, headers);
  expect(taken).toMatchObject({ status: 200, body: { changes: [] } });
  service.bus.answer(readYaml, () => ({
    refused: "has a key that stands twice in its mapping; remove one (line 3)",
  }));
  expect(await service.request(admin, `POST /v1/orgs/${org}/import`, yaml, headers)).toMatchObject({
    status: 400,
    body: {
      errors: [{ path: "$", message: "has a key that stands twice in its mapping; remove one (line 3)" }],
    },
  });
  expect(await service.request(admin, `PUT /v1/orgs/${org}/apps/bare`, "{}", headers)).toMatchObject({
    status: 415,
  });
});

test("no value is in a difference, an event or a problem", async () => {
  const answers = [
    await send(document, "dryRun=true"),
    await send(document),
    await send({ ...document, settings: { staticKeys: "deny" } }),
    await send({
      ...document,
      profiles: { dev: { parameters: [{ key: "DB_URL", value: "secret-other" }] } },
    }),
    await service.events(),
  ];
  expect(JSON.stringify(answers)).not.toContain("secret-");
  expect(await service.dump()).not.toContain("secret-");
});
