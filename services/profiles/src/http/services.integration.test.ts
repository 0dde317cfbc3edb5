import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

const base = "/v1/orgs/acmecorp/apps/storefront/services";
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route.replace(" /", ` ${base}/`).replace(/\/$/, ""), body, headers);
const eventsAbout = async (about: string) =>
  (await service.events()).filter(([, thing]) => thing === about).map(([subject, , data]) => [subject, data]);

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());

beforeEach(async () => {
  await service.request(admin, "DELETE /v1/orgs/acmecorp/apps/storefront");
  await service.request(admin, "PUT /v1/orgs/acmecorp/apps/storefront", {});
});

test("a service is read as it was saved, with the keys of its parameters and never a value", async () => {
  const reference = { secretId: "prod/db" };
  const saved = await ask("PUT /checkout", {
    description: "The till",
    provider: { none: true },
    requiredParameters: ["DB_URL"],
    parameters: [
      { key: "DB_URL", value: "postgres://hunter2" },
      { key: "PLAIN", value: "x", sensitive: false },
      { key: "IN_AWS", secretsManager: reference },
      { key: "IN_SSM", ssm: { name: "/prod/url" } },
      { key: "HIDDEN", none: true },
    ],
  });
  expect(saved.status).toBe(201);
  const updatedAt = expect.any(String);
  expect(saved.body).toEqual({
    name: "checkout",
    description: "The till",
    provider: { none: true },
    requiredParameters: ["DB_URL"],
    parameters: [
      { key: "DB_URL", set: true, sensitive: true, updatedAt },
      { key: "PLAIN", set: true, sensitive: false, updatedAt },
      { key: "IN_AWS", set: true, sensitive: true, secretsManager: reference, updatedAt },
      { key: "IN_SSM", set: true, sensitive: true, ssm: { name: "/prod/url" }, updatedAt },
      { key: "HIDDEN", none: true, updatedAt },
    ],
    revision: 1,
    createdAt: expect.any(String),
    updatedAt,
    removedAt: null,
  });
  expect(await ask("GET /checkout")).toMatchObject({ status: 200, body: saved.body, etag: '"1"' });
  expect(await service.dump()).not.toContain("hunter2");
});

test("an instance is read as it was saved, and is below its service", async () => {
  await ask("PUT /checkout", {});
  const saved = await ask("PUT /checkout/instances/feature%2Fx%20y/eu-central-1", {
    inherits: false,
    parameters: [{ key: "A", value: "a" }],
  });
  expect(saved).toMatchObject({
    status: 201,
    body: {
      service: "checkout",
      stage: "feature/x y",
      region: "eu-central-1",
      inherits: false,
      provider: null,
    },
  });
  expect((await ask("GET /checkout/instances/feature%2Fx%20y/eu-central-1")).body).toEqual(saved.body);
  expect((await ask("GET /checkout/instances/feature%2Fx%20y/eu-west-1")).status).toBe(404);
});

test("a save without a change makes no revision, and a PATCH keeps what it leaves out", async () => {
  const body = {
    parameters: [
      { key: "A", value: "a" },
      { key: "B", none: true },
    ],
    requiredParameters: ["A"],
  };
  await ask("PUT /checkout", body);
  expect((await ask("PUT /checkout", body)).body.revision).toBe(1);
  const patched = await ask("PATCH /checkout", { description: "Now with words" });
  expect(patched.body).toMatchObject({ revision: 2, requiredParameters: ["A"] });
  expect(patched.body.parameters).toHaveLength(2);
  const turned = await ask("PATCH /checkout", { parameters: [{ key: "B" }, { key: "A" }] });
  expect(turned.body.parameters).toEqual(patched.body.parameters.toReversed());
});

test("a single parameter is added, changed, hidden and deleted while the others stay", async () => {
  await ask("PUT /checkout", { parameters: [{ key: "A", value: "a" }] });
  expect(await ask("PUT /checkout/parameters/B", { value: "b" })).toMatchObject({ status: 201, etag: '"2"' });
  const hidden = await ask("PUT /checkout/parameters/A", { none: true });
  expect(hidden.body.parameters.map(({ key, none }: { key: string; none?: true }) => [key, none])).toEqual([
    ["A", true],
    ["B", undefined],
  ]);
  expect((await ask("DELETE /checkout/parameters/A")).status).toBe(204);
  expect((await ask("DELETE /checkout/parameters/A")).body.detail).toContain(
    'no parameter "A" on the service',
  );
  expect((await ask("GET /checkout")).body.parameters).toHaveLength(1);
  const conditional = await ask("PUT /checkout/parameters/B", { value: "c" }, { "if-none-match": "*" });
  expect(conditional.status).toBe(412);
});

test.each([
  ["none beside a value", { parameters: [{ key: "A", value: "a", none: true }] }, "$.parameters[0].none"],
  [
    "a value and a reference",
    { parameters: [{ key: "A", value: "a", secretsManager: { secretId: "x" } }] },
    "$.parameters[0].value",
  ],
  [
    "the same key twice",
    {
      parameters: [
        { key: "A", value: "a" },
        { key: "A", none: true },
      ],
    },
    "$.parameters[1].key",
  ],
  ["a required key twice", { requiredParameters: ["A", "A"] }, "$.requiredParameters[1]"],
  ["a new parameter without a value", { parameters: [{ key: "A" }] }, "$.parameters[0]"],
  ["a provider that is not there", { provider: "nobody" }, "$.provider"],
  ["a provider that is no name", { provider: { none: false } }, "$.provider"],
  ["what only instances have", { inherits: false }, "$.inherits"],
  [
    "101 parameters",
    { parameters: Array.from({ length: 101 }, (_, n) => ({ key: `K${n}`, none: true })) },
    "$.parameters",
  ],
])("a service is refused with %s, at its place", async (_what, body, path) => {
  const answer = await ask("PUT /checkout", body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  expect((await ask("GET /checkout")).status).toBe(404);
});

test("more values than a deploy can be sent of a service are refused, and the service is named", async () => {
  const parameters = Array.from({ length: 33 }, (_, n) => ({ key: `K${n}`, value: "x".repeat(65_536) }));
  const answer = await ask("PUT /checkout", { parameters });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: "$.parameters" }] } });
  expect(answer.body.errors[0].message).toContain(
    'service "checkout" of storefront would hold more than 2 MiB',
  );
});

test("removing a service marks its instances too, hides them from lists, and keeps what is set", async () => {
  await ask("PUT /checkout", { parameters: [{ key: "A", value: "a" }] });
  await ask("PUT /checkout/instances/prod/eu-central-1", { parameters: [{ key: "B", value: "b" }] });
  expect((await ask("DELETE /checkout")).status).toBe(204);
  const names = async (query: string) =>
    (await service.request(admin, `GET ${base}${query}`)).body.items.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names("")).toEqual([]);
  expect(await names("?removed=true")).toEqual(["checkout"]);
  const instance = (await ask("GET /checkout/instances/prod/eu-central-1")).body;
  expect(instance).toMatchObject({ removedAt: expect.any(String), parameters: [{ key: "B", set: true }] });
  expect((await ask("DELETE /checkout")).status).toBe(204);
  expect((await ask("PATCH /checkout", { description: "still away" })).body.removedAt).not.toBeNull();
});

test("saving an instance brings it and its removed service back with what is set on them", async () => {
  await ask("PUT /checkout", { parameters: [{ key: "A", value: "a" }] });
  await ask("PUT /checkout/instances/prod/eu-central-1", { parameters: [{ key: "B", value: "b" }] });
  await ask("PUT /checkout/instances/dev/eu-central-1", {});
  await ask("DELETE /checkout");
  const back = await ask("PUT /checkout/instances/prod/eu-central-1", { parameters: [{ key: "B" }] });
  expect(back).toMatchObject({
    status: 200,
    body: { removedAt: null, parameters: [{ key: "B", set: true }] },
  });
  expect((await ask("GET /checkout")).body).toMatchObject({ removedAt: null, parameters: [{ key: "A" }] });
  expect((await ask("GET /checkout/instances/dev/eu-central-1")).body.removedAt).not.toBeNull();
});

test("an unknown app, service or instance is not found, with the nearest name", async () => {
  await ask("PUT /checkout", {});
  expect((await ask("GET /chekcout")).body.detail).toBe(
    'There is no service "chekcout" of storefront. Did you mean checkout?',
  );
  expect((await ask("PUT /chekcout/instances/prod/eu-central-1", {})).status).toBe(404);
  expect((await ask("PATCH /checkout/instances/prod/eu-central-1", {})).body.detail).toContain(
    'no instance "prod" in eu-central-1 of the service "checkout"',
  );
  const elsewhere = await service.request(
    admin,
    "PUT /v1/orgs/acmecorp/apps/storefornt/services/checkout",
    {},
  );
  expect(elsewhere.body.detail).toContain("Did you mean storefront?");
});

test("lists are paged by name, and instances by stage and region", async () => {
  for (const name of ["b", "a", "c"]) await ask(`PUT /${name}`, {});
  for (const place of ["prod/eu-west-1", "dev/eu-central-1", "prod/eu-central-1"])
    await ask(`PUT /a/instances/${place}`, {});
  const pages: string[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await service.request(admin, `GET ${base}/a/instances?limit=2${cursor}`);
    pages.push(body.items.map(({ stage, region }: Record<string, string>) => `${stage}/${region}`).join(" "));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  expect(pages).toEqual(["dev/eu-central-1 prod/eu-central-1", "prod/eu-west-1"]);
  const first = await service.request(admin, `GET ${base}?limit=2`);
  expect(first.body.items.map(({ name }: { name: string }) => name)).toEqual(["a", "b"]);
});

test("events name fields and keys of what changed, and never a value", async () => {
  await service.request(admin, "PUT /v1/orgs/acmecorp/apps/told", {});
  const told = "/v1/orgs/acmecorp/apps/told/services/s";
  const send = (method: string, path: string, body?: object) =>
    service.request(admin, `${method} ${told}${path}`, body);
  await send("PUT", "", { parameters: [{ key: "A", value: "secret-1" }] });
  await send("PATCH", "", { description: "d", parameters: [{ key: "A", value: "secret-2" }] });
  await send("PUT", "/instances/prod/eu-central-1", {});
  await send("PATCH", "/instances/prod/eu-central-1", { inherits: false });
  await send("DELETE", "");
  await send("PUT", "/instances/prod/eu-central-1", { inherits: false });
  const facts = { org: "acmecorp", by: expect.any(String), app: "told", service: "s" };
  expect(await eventsAbout("acmecorp/apps/told/services/s")).toEqual([
    ["profiles.v1.service.created", { ...facts, revision: 1 }],
    [
      "profiles.v1.service.updated",
      { ...facts, revision: 2, changed: { fields: ["description", "parameters"], parameterKeys: ["A"] } },
    ],
    ["profiles.v1.service.removed", { ...facts, revision: 3 }],
    ["profiles.v1.service.restored", { ...facts, revision: 4, changed: { fields: [], parameterKeys: [] } }],
  ]);
  const place = { ...facts, stage: "prod", region: "eu-central-1" };
  expect(await eventsAbout("acmecorp/apps/told/services/s/instances/prod/eu-central-1")).toEqual([
    ["profiles.v1.instance.created", { ...place, revision: 1 }],
    [
      "profiles.v1.instance.updated",
      { ...place, revision: 2, changed: { fields: ["inherits"], parameterKeys: [] } },
    ],
    ["profiles.v1.instance.removed", { ...place, revision: 3 }],
    ["profiles.v1.instance.restored", { ...place, revision: 4, changed: { fields: [], parameterKeys: [] } }],
  ]);
  expect(JSON.stringify(await service.events())).not.toContain("secret-");
});

test("deleting an app destroys what was set on its services and instances", async () => {
  await ask("PUT /checkout", { parameters: [{ key: "A", value: "a" }] });
  await service.request(admin, "DELETE /v1/orgs/acmecorp/apps/storefront");
  await service.request(admin, "PUT /v1/orgs/acmecorp/apps/storefront", {});
  expect((await ask("GET /checkout")).status).toBe(404);
  const left =
    "select 1 from target_parameters p where not exists (select 1 from targets t where t.id = p.target_id)";
  expect(await service.database.execute(left)).toBe(0);
});

test("twenty saves of different parameters at the same time are all kept", async () => {
  await ask("PUT /checkout", {});
  const keys = Array.from({ length: 20 }, (_, n) => `K${n}`);
  const answers = await Promise.all(
    keys.map((key) => ask(`PUT /checkout/parameters/${key}`, { value: key })),
  );
  expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 201));
  const { body } = await ask("GET /checkout");
  expect(body.revision).toBe(21);
  expect(body.parameters.map(({ key }: { key: string }) => key).sort()).toEqual(keys.sort());
});

test("an instance that appears while its service is removed is never left without a service", async () => {
  for (let round = 0; round < 10; round++) {
    await ask("PUT /checkout", {});
    await Promise.all([
      ask("DELETE /checkout"),
      ...["a", "b", "c"].map((stage) => ask(`PUT /checkout/instances/${stage}${round}/eu-central-1`, {})),
    ]);
    const isRemoved = (await ask("GET /checkout")).body.removedAt !== null;
    const { items } = (await ask("GET /checkout/instances")).body;
    // Removed last, all are gone; otherwise, whoever came after the removal brought the service back.
    if (isRemoved) expect(items).toEqual([]);
    else expect(items.length).toBeGreaterThan(0);
  }
});

test("removing a service with thousands of instances announces each of them once, and none that was gone", async () => {
  await ask("PUT /many", {});
  await ask("PUT /many/instances/gone/eu-central-1", {});
  await ask("DELETE /many/instances/gone/eu-central-1");
  await service.database.execute(
    `insert into targets (org, app, service, stage, region, revision)
     select 'acmecorp', 'storefront', 'many', 's' || n, 'eu-central-1', 1 from generate_series(1, 2500) as n`,
  );
  expect((await ask("DELETE /many")).status).toBe(204);
  expect((await ask("DELETE /many")).status).toBe(204);
  const [told] = await service.database.query(
    z.object({ removed: z.int(), instances: z.int(), gone: z.int() }),
    `select count(*)::integer as removed, count(distinct about)::integer as instances,
            (count(*) filter (where about like '%/gone/%'))::integer as gone
       from outbox
      where subject = 'profiles.v1.instance.removed' and about like 'acmecorp/apps/storefront/services/many/%'`,
  );
  expect(told).toEqual({ removed: 2501, instances: 2501, gone: 1 });
});
