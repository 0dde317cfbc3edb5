import { createHash } from "node:crypto";
import { open, plan, planFor } from "@stagepass/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { eventually } from "../../../../test/support/eventually.ts";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let count = 0;
/** A name that no test has used. */
let unique: string;

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  await put("/profiles/dev", {});
});
afterAll(() => service.close());
beforeEach(() => {
  unique = `n${++count}`;
});

const org = "/v1/orgs/acmecorp";
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const ask = (route: string, body?: object, headers?: Record<string, string>) => {
  const [method, path] = route.split(" ");
  return service.request(admin, `${method} ${org}${path}`, body, headers);
};
const put = (path: string, body: object) => ask(`PUT ${path}`, body);
const rename = (path: string, name: string, headers?: Record<string, string>) =>
  ask(`POST ${path}/rename`, { name }, headers);
const withValue = (value: string) => ({ parameters: [{ key: "A", value }] });
const target = (app: string, stage = "prod") => ({
  ...{ org: "acmecorp", app, stage },
  ...{ service: "checkout", region: "eu-central-1" },
});

async function openedValue(name: string, version: number): Promise<string | undefined> {
  const request = { target: target("any"), deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw" };
  const { parameters } = await service.bus.ask(open, { ...request, profile: { name, version } });
  return parameters[0]?.value;
}

test("a renamed profile keeps its versions, values and numbers, and everything that names it follows", async () => {
  const [from, to] = [`${unique}-old`, `${unique}-new`];
  await put(`/profiles/${from}`, withValue("first"));
  await put(`/profiles/${from}`, withValue("second"));
  await put(`/apps/${unique}`, { defaultProfile: from });
  await put(`/apps/${unique}/stages/prod`, { profile: from });
  await ask("PATCH ", { stages: [{ stages: "pr-*", profile: from }] });
  const references = [
    { app: unique, stage: "prod" },
    { app: unique, stage: null },
    { app: null, stage: "pr-*" },
  ];
  expect(await rename(`/profiles/${from}`, to)).toMatchObject({
    ...{ status: 200, etag: '"2"' },
    body: { name: to, previousName: from, version: 2, references, referenceCount: 3 },
  });
  expect((await service.events()).at(-1)).toEqual([
    "profiles.v1.profile.renamed",
    `acmecorp/profiles/${from}`,
    { org: "acmecorp", by: expect.stringMatching(/^key_/), profile: from, version: 2, name: to },
  ]);
  expect(await ask(`GET /profiles/${from}`)).toMatchObject({ status: 404 });
  expect((await ask(`GET /profiles/${to}/versions`)).body.items).toMatchObject([
    { version: 2 },
    { version: 1 },
  ]);
  expect(await ask(`GET /apps/${unique}`)).toMatchObject({ etag: '"2"', body: { defaultProfile: to } });
  expect(await ask(`GET /apps/${unique}/stages/prod`)).toMatchObject({ etag: '"2"', body: { profile: to } });
  expect((await ask("GET ")).body.stages).toEqual([{ stages: "pr-*", profile: to }]);
  expect(await service.bus.ask(plan, { target: target(unique) })).toMatchObject({
    profile: { name: to, version: 2, matchedBy: "stage" },
    parameterKeys: ["A"],
  });
  expect(await openedValue(to, 1)).toBe("first");
  expect(await openedValue(to, 2)).toBe("second");
  await ask("PATCH ", { stages: [] });
});

test("a renamed profile can be changed: a value that is given again is kept, and others are sealed for the new name", async () => {
  await put(`/profiles/${unique}-old`, withValue("kept"));
  await rename(`/profiles/${unique}-old`, `${unique}-new`);
  expect(await put(`/profiles/${unique}-new`, withValue("kept"))).toMatchObject({ etag: '"1"' });
  expect(await put(`/profiles/${unique}-new`, withValue("changed"))).toMatchObject({ etag: '"2"' });
  expect(await ask(`POST /profiles/${unique}-new/versions/1/rollback`)).toMatchObject({ etag: '"3"' });
  expect(await Promise.all([1, 2, 3].map((version) => openedValue(`${unique}-new`, version)))).toEqual([
    ...["kept", "changed", "kept"],
  ]);
});

test("a rename rewrites no version, parameter or value, however many there are", async () => {
  await put(`/profiles/${unique}`, withValue("a"));
  await service.database.execute(
    `with added as (
       insert into profile_versions (org, profile, version, description, safeguards, created_by)
       select org, profile, n, '', '[]', 'by' from profile_versions, generate_series(2, 50) as n where profile = $1
       returning org, profile, version
     ),
     stored as (
       insert into profile_values (org, profile, key, sealed)
       select 'acmecorp', $1, 'K' || n, '' from generate_series(1, 99) as n
       returning id, key
     )
     insert into version_parameters (org, profile, version, position, key, sensitive, value_id)
     select org, profile, version, row_number() over (partition by version), key, true, id from added, stored`,
    [unique],
  );
  await service.database.execute("update profiles set version = 50 where name = $1", [unique]);
  const places = async () =>
    service.database.query(
      z.object({ rows: z.int(), places: z.string() }),
      `select count(*)::integer as rows, md5(string_agg(place, ' ' order by place)) as places
         from (select 'version' || ctid as place from profile_versions where profile = $1
               union all select 'value' || ctid from profile_values where profile = $1
               union all select 'parameter' || ctid from version_parameters where profile = $1) as stored`,
      [unique],
    );
  const before = await places();
  expect(before[0]?.rows).toBeGreaterThan(4_900);
  expect(await rename(`/profiles/${unique}`, `${unique}-new`)).toMatchObject({ status: 200, etag: '"50"' });
  expect(await places()).toEqual(before);
  expect(await openedValue(`${unique}-new`, 1)).toBe("a");
});

test("a new profile under the old name continues its numbers, and nothing of the renamed one is served for it", async () => {
  const [from, to] = [`${unique}-old`, `${unique}-new`];
  await put(`/profiles/${from}`, withValue("of the renamed"));
  await put(`/apps/${unique}`, { defaultProfile: from });
  // What is remembered of the version from now on must not be taken for the new profile's.
  await service.bus.ask(plan, { target: target(unique) });
  expect(await openedValue(from, 1)).toBe("of the renamed");
  await rename(`/profiles/${from}`, to);
  expect(await put(`/profiles/${from}`, { parameters: [{ key: "B", value: "of the new" }] })).toMatchObject({
    status: 201,
    body: { version: 2 },
  });
  expect((await ask(`GET /profiles/${from}/versions`)).body.items).toMatchObject([{ version: 2 }]);
  await put(`/apps/${unique}/stages/prod`, { profile: from });
  expect(await service.bus.ask(plan, { target: target(unique) })).toMatchObject({
    profile: { name: from, version: 2 },
    parameterKeys: ["B"],
  });
  expect(await service.bus.ask(plan, { target: target(unique, "dev") })).toMatchObject({
    profile: { name: to, version: 1 },
    parameterKeys: ["A"],
  });
  expect(await openedValue(from, 2)).toBe("of the new");
  await expect(openedValue(to, 2)).rejects.toMatchObject({ code: "not-found" });
});

test("a deploy that was planned before a rename, or recorded before several, opens exactly its version", async () => {
  await put(`/profiles/${unique}-a`, withValue("as planned"));
  await rename(`/profiles/${unique}-a`, `${unique}-b`);
  await put(`/profiles/${unique}-b`, withValue("later"));
  await rename(`/profiles/${unique}-b`, `${unique}-c`);
  expect(await openedValue(`${unique}-a`, 1)).toBe("as planned");
  await expect(openedValue(`${unique}-a`, 2)).rejects.toMatchObject({ code: "not-found" });
  expect(await openedValue(`${unique}-b`, 2)).toBe("later");
  await ask(`DELETE /profiles/${unique}-c`);
  await expect(openedValue(`${unique}-a`, 1)).rejects.toMatchObject({ code: "conflict" });
});

test("a profile cannot be renamed to a name that is or ever was used, and the problem says which", async () => {
  for (const name of ["taken", "deleted", "moved"]) await put(`/profiles/${unique}-${name}`, {});
  await ask(`DELETE /profiles/${unique}-deleted`);
  await rename(`/profiles/${unique}-moved`, `${unique}-away`);
  await put(`/profiles/${unique}`, {});
  for (const [name, why] of [
    ["taken", "it exists already in acmecorp"],
    ["deleted", "the name was used before"],
    ["moved", "the name was used before"],
  ]) {
    expect(await rename(`/profiles/${unique}`, `${unique}-${name}`)).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: expect.stringContaining(why ?? "") },
    });
  }
  expect(await rename(`/profiles/${unique}`, "Not Kebab")).toMatchObject({ status: 400 });
  expect(await rename(`/profiles/${unique}-gone`, `${unique}-x`)).toMatchObject({ status: 404 });
  expect(await ask(`GET /profiles/${unique}`)).toMatchObject({ status: 200 });
});

test("a rename to the same name changes nothing, and If-Match guards every rename", async () => {
  await put(`/profiles/${unique}`, {});
  await put(`/apps/${unique}`, {});
  await put(`/apps/${unique}/stages/prod`, { profile: unique });
  const events = (await service.events()).length;
  for (const path of [`/profiles/${unique}`, `/apps/${unique}`, `/apps/${unique}/stages/prod`]) {
    const name = path.split("/").at(-1) ?? "";
    expect(await rename(path, name)).toMatchObject({ status: 200, etag: '"1"' });
    expect(await rename(path, `${name}-new`, { "if-match": '"9"' })).toMatchObject({ status: 412 });
  }
  expect(await service.events()).toHaveLength(events);
});

test("of two renames to one name at once, one happens, and a rename beside other changes never answers 500", async () => {
  await put(`/profiles/${unique}-a`, withValue("a"));
  await put(`/profiles/${unique}-b`, withValue("b"));
  const raced = await Promise.all(["a", "b"].map((name) => rename(`/profiles/${unique}-${name}`, unique)));
  expect(raced.map(({ status }) => status).sort()).toEqual([200, 409]);
  await put(`/apps/${unique}`, { defaultProfile: unique });
  const beside = await Promise.all([
    rename(`/profiles/${unique}`, `${unique}-moved`),
    put(`/profiles/${unique}-moved`, withValue("new")),
    put(`/apps/${unique}/stages/prod`, { profile: unique }),
    ask(`PATCH /apps/${unique}`, { description: "changed" }),
    rename(`/apps/${unique}`, `${unique}-app`),
    put(`/apps/${unique}-app`, {}),
  ]);
  expect(beside.filter(({ status }) => status === 500)).toEqual([]);
});

test("a rename and a save that wait for each other both come to an end, and neither is told to try again", async () => {
  await put(`/profiles/${unique}`, {});
  await put(`/apps/${unique}`, { defaultProfile: unique });
  const waiting = (count: number) =>
    eventually(async () => {
      const [row] = await service.database.query(
        z.object({ count: z.int() }),
        `select count(*)::integer as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row?.count === count ? true : undefined;
    }, `${count} wait for a lock`);
  const [renamed, saved] = await service.database
    .transaction(async (blocking) => {
      await blocking.execute("select 1 from profiles where name = $1 for update", [unique]);
      // The rename is first in line for the profile, and wants the app then. The save has the app, and wants the profile.
      const renaming = rename(`/profiles/${unique}`, `${unique}-new`);
      await waiting(1);
      const saving = put(`/apps/${unique}/stages/prod`, { profile: unique });
      await waiting(2);
      return [renaming, saving] as const;
    })
    .then((answers) => Promise.all(answers));
  expect(renamed.status).toBe(200);
  // It is refused where the profile has its other name by then.
  expect([201, 400]).toContain(saved.status);
  expect(await ask(`GET /apps/${unique}`)).toMatchObject({ body: { defaultProfile: `${unique}-new` } });
});

test("whatever is created, renamed and deleted, a version of a name never means two things", async () => {
  const names = ["a", "b", "c", "d", "e"].map((name) => `${unique}-${name}`);
  const values = new Map<string, string>();
  for (let step = 0; step < 80; step++) {
    // A fixed sequence that visits everything, the same in every run.
    const [at, other] = [names[(step * 7) % 5] ?? "", names[(step * 3 + 1) % 5] ?? ""];
    if (step % 4 === 3) await rename(`/profiles/${at}`, step % 8 === 3 ? other : `${at}-${step}`);
    else if (step % 9 === 8) await ask(`DELETE /profiles/${at}`);
    else {
      const { body } = await put(`/profiles/${at}`, withValue(`value ${step}`));
      values.set(`${at} ${body.version}`, `value ${step}`);
    }
    if (step % 8 !== 7) continue;
    for (const [name = "", version] of [...values.keys()].map((key) => key.split(" "))) {
      const opened = await openedValue(name, Number(version)).catch(({ code }) => code);
      expect([values.get(`${name} ${version}`), "conflict"]).toContain(opened);
    }
  }
  expect(values.size).toBeGreaterThan(30);
});

const digestOf = (key: string) => createHash("sha256").update(key).digest("hex");
const mayDeploy = (key: string, app: string) =>
  service.bus.ask(planFor, { keyDigest: digestOf(key), ...target(app) }).then(
    () => true,
    ({ code }) => code,
  );
const createKey = async (scope: object) =>
  (await ask("POST /access-keys", { name: "ci", role: "deployer", scope })).body;

test("a renamed app takes its stages and the keys that name it along, and they do not cover a new app of the old name", async () => {
  const [from, to] = [`${unique}-old`, `${unique}-new`];
  await put(`/apps/${from}`, { defaultProfile: "dev" });
  await put(`/apps/${from}/stages/prod`, { profile: "dev" });
  await put(`/apps/${from}/services/checkout`, {});
  await put(`/apps/${from}/services/checkout/instances/prod/eu-central-1`, withValue("set on it"));
  await put(`/providers/${unique}`, { accessRole: { roleArn }, apps: [from] });
  const dependents = { stages: 1, services: 1, instances: 1, providers: 1 };
  const { key, id } = await createKey({ apps: [from, "other"] });
  expect(await rename(`/apps/${from}`, to)).toMatchObject({
    ...{ status: 200, etag: '"2"' },
    body: { name: to, previousName: from, revision: 2, dependents, accessKeys: [{ id, name: "ci" }] },
  });
  expect((await service.events()).at(-1)).toMatchObject([
    "profiles.v1.app.renamed",
    `acmecorp/apps/${from}`,
    { app: from, name: to },
  ]);
  expect((await ask(`GET /apps/${to}/stages`)).body.items).toMatchObject([{ name: "prod" }]);
  expect(await ask(`GET /apps/${to}/services/checkout/instances/prod/eu-central-1`)).toMatchObject({
    body: { parameters: [{ key: "A" }] },
  });
  expect((await ask(`GET /providers/${unique}`)).body.apps).toEqual([to]);
  expect((await ask(`GET /access-keys/${id}`)).body.scope).toEqual({ apps: [to, "other"] });
  expect(await put(`/apps/${from}`, { defaultProfile: "dev" })).toMatchObject({ status: 201 });
  expect(await mayDeploy(key, to)).toBe(true);
  expect(await mayDeploy(key, from)).toBe("forbidden");
  await ask(`DELETE /apps/${to}`);
  const deleted = ["profiles.v1.app.deleted", `acmecorp/apps/${to}`, { dependents }];
  expect((await service.events()).at(-1)).toMatchObject(deleted);
});

test("an app cannot be renamed to a name that is taken, was used, or that a key names already", async () => {
  for (const name of ["", "-taken", "-deleted", "-moved"]) await put(`/apps/${unique}${name}`, {});
  await ask(`DELETE /apps/${unique}-deleted`);
  await rename(`/apps/${unique}-moved`, `${unique}-away`);
  const { id } = await createKey({ apps: [`${unique}-promised`] });
  for (const [name, why] of [
    ["taken", "it exists already in acmecorp"],
    ["deleted", "the name was used before"],
    ["moved", "the name was used before"],
    ["promised", `access keys name it already and would cover the renamed app: ci (${id})`],
  ]) {
    expect(await rename(`/apps/${unique}`, `${unique}-${name}`)).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: expect.stringContaining(why ?? "") },
    });
  }
  expect(await ask(`GET /apps/${unique}-promised`)).toMatchObject({ status: 404 });
});

test("a renamed stage keeps its profile and what is set on its instances, and keys that name it by its old name do not cover the new one", async () => {
  await put(`/apps/${unique}`, {});
  await put(`/apps/${unique}/stages/prod`, { profile: "dev" });
  await put(`/apps/${unique}/stages/taken`, { profile: "dev" });
  const instances = `/apps/${unique}/services/checkout/instances`;
  await put(`/apps/${unique}/services/checkout`, {});
  await put(`${instances}/prod/eu-central-1`, withValue("set on it"));
  await put(`${instances}/deployed/eu-central-1`, {});
  const { id } = await createKey({ apps: [unique], stages: ["prod"] });
  const path = `/apps/${unique}/stages/prod`;
  expect(await rename(path, "taken")).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining(`${unique} maps it to the profile dev`) },
  });
  expect(await rename(path, "deployed")).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining(`${unique} has instances of services in it (1)`) },
  });
  const { body } = await rename(path, "Größe 2");
  expect(body).toMatchObject({
    name: "Größe 2",
    previousName: "prod",
    profile: "dev",
    revision: 2,
    instances: 1,
  });
  expect(await ask(`GET ${instances}/${encodeURIComponent("Größe 2")}/eu-central-1`)).toMatchObject({
    status: 200,
    body: { parameters: [{ key: "A" }] },
  });
  expect(await ask(`GET ${instances}/prod/eu-central-1`)).toMatchObject({ status: 404 });
  expect(body.accessKeys).toContainEqual({ id, name: "ci" });
  expect((await service.events()).at(-1)).toMatchObject([
    "profiles.v1.stage.renamed",
    `acmecorp/apps/${unique}/stages/prod`,
    { app: unique, stage: "prod", name: "Größe 2", profile: "dev" },
  ]);
  expect(await ask(`GET ${path}`)).toMatchObject({ status: 404 });
  expect((await ask(`GET /access-keys/${id}`)).body.scope.stages).toEqual(["prod"]);
});
