import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { announcedOrg, roles, secret } from "../../test/announced-org.ts";
import { deployed } from "../../test/deployed.ts";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
beforeAll(async () => {
  service = await startProfiles();
});
afterAll(() => service.close());

const announced = () => announcedOrg(service);

test("every deploy gets after a migration what it got before, also of services and regions that nobody knows yet", async () => {
  const { migrate, deployAll, ask } = await announced();
  const before = await deployAll();
  const { status, body } = await migrate();
  expect({ status, done: body.status, different: body.parity?.different }).toEqual({
    status: 200,
    done: "done",
    different: 0,
  });
  expect(body.plan.modes).toEqual([
    { app: "app1", before: "profiles", after: "providers" },
    { app: "other", before: "profiles", after: "providers" },
  ]);
  expect(await deployAll()).toEqual(before);
  const provider = (await ask("GET /providers/prod")).body;
  expect(provider).toMatchObject({ accessRole: roles.prod, isDefault: false, apps: null, revision: 1 });
  const instance = (await ask("GET /apps/app1/services/service1/instances/prod/us-east-1")).body;
  expect(instance).toMatchObject({
    ...{ provider: "prod", inherits: false },
    parameters: [
      { key: "STRIPE_KEY", secretsManager: secret, sensitive: true },
      { key: "API_URL", set: true, sensitive: true },
    ],
  });
  expect((await ask("GET /apps/app1/services/gone")).body).toMatchObject({
    provider: "default",
    removedAt: expect.any(String),
  });
});

test("a dry run says everything that would be written, and writes nothing", async () => {
  const { migrate, stored, events, ask } = await announced();
  const [before, announcedBefore] = [await stored(), await events()];
  const planned = (await migrate({ dryRun: true })).body;
  expect(await stored()).toEqual(before);
  expect(await events()).toEqual(announcedBefore);
  expect((await ask("GET /provider-migration")).status).toBe(404);
  const done = (await migrate()).body;
  expect({ ...done, status: "planned", migratedAt: null, migratedBy: null }).toEqual(planned);
  expect((await ask("GET /provider-migration")).body).toEqual(done);
});

test("a migration that is done twice changes nothing the second time, and announces nothing", async () => {
  const { migrate, stored, events } = await announced();
  await migrate();
  const [once, announcedOnce] = [await stored(), await events()];
  const again = await migrate();
  expect(again.body).toMatchObject({
    status: "unchanged",
    plan: { unchangedApps: ["app1", "other"], settings: [] },
  });
  expect(await stored()).toEqual(once);
  expect(await events()).toEqual(announcedOnce);
});

test("an undo leaves everything byte by byte as it was before the migration, and the migration can be done again", async () => {
  const { migrate, undo, stored, deployAll, ask } = await announced();
  const [before, deploys] = [await stored(), await deployAll()];
  await migrate();
  const undone = await undo();
  expect(undone.body).toMatchObject({ status: "undone", undoneBy: expect.any(String) });
  expect(await stored()).toEqual(before);
  expect(await deployAll()).toEqual(deploys);
  expect((await ask("GET /provider-migration")).body.status).toBe("undone");
  expect((await undo()).status).toBe(404);
  expect((await migrate()).body.status).toBe("done");
  expect(await deployAll()).toEqual(deploys);
});

test("each thing that a migration or its undo changes is announced once", async () => {
  const { org, migrate, undo, events } = await announced();
  const before = (await events()).length;
  await migrate();
  const told = (await events())
    .slice(before)
    .map(([subject, about]) => `${subject.slice(12)} ${about.slice(org.length + 1)}`);
  expect(told).toEqual([
    "provider.created providers/default",
    "provider.created providers/prod",
    "service.updated apps/app1/services/gone",
    "service.updated apps/app1/services/service1",
    "service.updated apps/other/services/api",
    "instance.updated apps/app1/services/service1/instances/prod/us-east-1",
    "blueprint.created apps/app1/blueprints/services",
    "blueprint.created apps/app1/blueprints/stages/prod",
    "blueprint.created apps/other/blueprints/services",
    "blueprint.created apps/other/blueprints/stages/test",
    "app.updated apps/app1",
    "app.updated apps/other",
  ]);
  const [, , instance] =
    (await events()).slice(before).find(([subject]) => subject.endsWith("instance.updated")) ?? [];
  expect(instance).toMatchObject({
    revision: 2,
    changed: { fields: ["provider", "inherits", "parameters"], parameterKeys: ["STRIPE_KEY", "API_URL"] },
  });
  await undo();
  const after = (await events()).slice(before + told.length).map(([subject]) => subject.slice(12));
  expect(after.toSorted()).toEqual(
    told
      .map((line) => (line.split(" ")[0] ?? "").replace(/^(provider|blueprint).created/, "$1.deleted"))
      .toSorted(),
  );
});

test("one app is migrated on its own, with the providers that it names, and the others stay", async () => {
  const { migrate, undo, stored, ask } = await announced();
  const before = await stored();
  const { body } = await migrate({ app: "other" });
  expect(body).toMatchObject({
    app: "other",
    status: "done",
    plan: { providers: [], skippedProfiles: ["norole"] },
  });
  expect((await ask("GET /apps/app1")).body.mode).toBe("profiles");
  expect((await ask("GET /apps/other")).body.mode).toBe("providers");
  expect((await migrate({ app: "none" })).body).toMatchObject({ code: "not-found" });
  expect((await undo({ app: "app1" })).status).toBe(404);
  await undo({ app: "other" });
  expect(await stored()).toEqual(before);
});

test("as the hosted dashboard did it, a stage gets what its profile lacks from the default, and each such deploy is named", async () => {
  const { org, migrate, ask } = await announced();
  const planned = (await migrate({ asHosted: true, dryRun: true })).body;
  expect(planned.parity.targets.filter((each: { equal: boolean }) => !each.equal)[0]).toMatchObject({
    ...{ app: "app1", service: "service1", stage: "prod", region: "us-east-1" },
    differences: [
      { what: "parameter", parameter: "DEBUG", why: expect.stringContaining("comes from the service") },
    ],
  });
  expect((await migrate({ asHosted: true })).body.status).toBe("done");
  const target = { org, app: "app1", stage: "prod", service: "service1", region: "us-east-1" };
  expect((await deployed(service, target)).parameters.map(({ key }) => key)).toEqual([
    "API_URL",
    "DEBUG",
    "STRIPE_KEY",
  ]);
  expect((await ask("GET /apps/app1/services/service1/instances/prod/us-east-1")).body.inherits).toBe(true);
});

test("what is there already is never overwritten: the problem names each thing and what to do, and nothing is written", async () => {
  const { migrate, stored, ask } = await announced();
  await ask("PUT /providers/prod", { accessRole: roles.dev });
  await ask("PATCH /apps/app1/services/service1/instances/dev/us-east-1", {
    parameters: [{ key: "A", value: "a" }],
  });
  const before = await stored();
  const { status, body } = await migrate();
  expect({ status, code: body.code, detail: body.detail }).toEqual({
    ...{ status: 409, code: "conflict" },
    detail:
      "Nothing was migrated. There is a provider prod already, whose role, plan role, duration or source identity is not " +
      "that of the profile of that name. Give it those of the profile, or delete it. " +
      'The instance "dev" in us-east-1 of the service "service1" of app1 ' +
      "has parameters already, which would begin to count. Note what it is, and remove it first.",
  });
  expect(await stored()).toEqual(before);
  const planned = (await migrate({ dryRun: true })).body;
  expect(planned.plan.conflicts.map(({ kind }: { kind: string }) => kind)).toEqual([
    "provider-differs",
    "already-set",
  ]);
});

test("an undo is refused once something that the migration wrote was changed, and says what", async () => {
  const changes: [change: string, body: object | undefined, says: string][] = [
    ["PATCH /apps/app1", { description: "new" }, "The app app1 was changed"],
    ["PATCH /providers/prod", { description: "new" }, "The provider prod was changed"],
    [
      "PATCH /apps/app1/services/service1",
      { description: "new" },
      'The service "service1" of app1 was changed',
    ],
    [
      "PUT /apps/app1/services/service1/instances/prod/us-east-1/parameters/NEW",
      { value: "1" },
      'The instance "prod" in us-east-1 of the service "service1" of app1 was changed',
    ],
    [
      "PUT /apps/app1/services/service1/instances/dev/eu-west-1",
      { provider: "prod" },
      'The instance "dev" in eu-west-1 of the service "service1" of app1 was linked to a provider of the migration',
    ],
    [
      "PUT /apps/app1/services/later",
      { parameters: [{ key: "A", value: "a" }] },
      'The service "later" of app1 has settings that it did not have',
    ],
    ["DELETE /apps/other", undefined, "The app other was changed, renamed or deleted"],
  ];
  for (const [change, body, says] of changes) {
    const { migrate, undo, stored, ask } = await announced();
    await migrate();
    expect((await ask(change, body)).status).toBeLessThan(300);
    const before = await stored();
    const refused = await undo();
    expect(refused.body).toMatchObject({ code: "conflict", detail: expect.stringContaining(says) });
    expect(await stored()).toEqual(before);
  }
});

test("no value is in a plan, a report, an event or what is kept of a migration", async () => {
  const { migrate, undo, events } = await announced();
  const shown = [
    await migrate({ dryRun: true }),
    await migrate(),
    await undo(),
    await migrate({ asHosted: true, dryRun: true }),
  ];
  const kept = await service.database.query(
    z.unknown(),
    "select report from provider_migrations order by id limit 1000",
  );
  const texts = JSON.stringify([shown, kept, await events()]);
  for (const value of ["https://dev.example.com", "https://prod.example.com", "d3bug-value", "v4lue-of-a"])
    expect(texts).not.toContain(value);
});

test("a profile whose role and parameters no app reads any more says so, until an app reads them again", async () => {
  const { ask, migrate, undo } = await announced();
  const unread = async (profile: string) => (await ask(`GET /profiles/${profile}`)).body.unread;
  await ask("PUT /profiles/spare", {});
  await ask("PUT /apps/third/stages/prod", { profile: "prod" });
  await ask("PUT /apps/third", { defaultProfile: "prod" });
  await migrate({ app: "app1" });
  expect(await unread("default")).toBe(true);
  for (const read of ["prod", "norole", "spare"]) expect(await unread(read)).toBeUndefined();
  await migrate({ app: "third" });
  expect(await unread("prod")).toBe(true);
  await undo();
  expect(await unread("prod")).toBeUndefined();
});
