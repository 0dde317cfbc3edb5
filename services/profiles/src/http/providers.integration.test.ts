import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let stranger: string;
let count = 0;

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  stranger = await service.createOrg("othercorp");
  await ask("PUT /v1/orgs/acmecorp/apps/storefront", {});
  await ask("PUT /v1/orgs/acmecorp/apps/search", {});
});
afterAll(() => service.close());

const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const newPath = () => `/v1/orgs/acmecorp/providers/provider-${++count}`;
const role = {
  accessRole: { roleArn: "arn:aws:iam::222222222222:role/{app}/{service}", durationSeconds: 3_600 },
};
const accessKeyId = "AKIAEXAMPLE000000001";
const secretAccessKey = "of-all-things-the-most-secret";
const keys = { staticKeys: { accessKeyId, secretAccessKey } };
const Sealed = z.object({ sealed: z.instanceof(Uint8Array).nullable() });
const allowKeys = (staticKeys: "allow" | "deny") => ask("PATCH /v1/orgs/acmecorp", { staticKeys });

test("a provider comes back as it was saved, and each change makes a revision with its event", async () => {
  const path = newPath();
  const created = await ask(`PUT ${path}`, { ...role, description: "Production", apps: ["storefront"] });
  const body = {
    ...role,
    description: "Production",
    apps: ["storefront"],
    isDefault: false,
    staticKeys: null,
  };
  expect(created).toMatchObject({
    status: 201,
    etag: '"1"',
    body: { ...body, discouraged: false, revision: 1 },
  });
  expect(created.body).not.toHaveProperty("id");
  expect(await ask(`GET ${path}`)).toMatchObject({ status: 200, etag: '"1"', body: created.body });
  expect(
    await ask(`PUT ${path}`, { ...role, description: "Production", apps: ["storefront"] }),
  ).toMatchObject({
    status: 200,
    etag: '"1"',
  });
  expect(await ask(`PATCH ${path}`, { apps: null })).toMatchObject({ etag: '"2"', body: { apps: null } });
  expect(await ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
  expect(await ask(`GET ${path}`)).toMatchObject({ status: 404 });
  const events = (await service.events()).filter(([, about]) => about === path.slice("/v1/orgs/".length));
  expect(events.map(([subject, , data]) => [subject, data])).toMatchObject([
    ["profiles.v1.provider.created", { revision: 1, isDefault: false }],
    ["profiles.v1.provider.updated", { revision: 2, changed: { fields: ["apps"] } }],
    ["profiles.v1.provider.deleted", { revision: 2 }],
  ]);
});

test("a provider can be called none", async () => {
  expect(await ask("PUT /v1/orgs/acmecorp/providers/none", role)).toMatchObject({ status: 201 });
  expect(await ask("GET /v1/orgs/acmecorp/providers/none")).toMatchObject({ body: { name: "none" } });
});

test.each([
  [{ accessRole: { roleArn: "arn:aws:iam::{app}:role/x" } }, "$.accessRole.roleArn"],
  [{ accessRole: { roleArn: "arn:aws:iam::222222222222:role/{region}" } }, "$.accessRole.roleArn"],
  [{ ...role, apps: [] }, "$.apps"],
  [{ ...role, apps: ["storefront", "storefront"] }, "$.apps[1]"],
  [{ ...role, apps: ["storefrnt"] }, "$.apps[0]"],
  [{ ...role, default: true }, "$.default"],
  [{}, "$.accessRole"],
  [{ staticKeys: { accessKeyId: "ASIAEXAMPLE000000001", secretAccessKey } }, "$.staticKeys.accessKeyId"],
  [{ staticKeys: { ...keys.staticKeys, sessionToken: "x" } }, "$.staticKeys.sessionToken"],
  [{ staticKeys: { accessKeyId, secretAccessKey: "with a space in it" } }, "$.staticKeys.secretAccessKey"],
])("the provider %j is invalid at its path, and is not saved", async (body, at) => {
  const path = newPath();
  expect(await ask(`PUT ${path}`, body)).toMatchObject({
    status: 400,
    body: { code: "invalid", errors: [{ path: at }] },
  });
  expect(await ask(`GET ${path}`)).toMatchObject({ status: 404 });
});

test("If-Match and If-None-Match guard a provider", async () => {
  const path = newPath();
  expect(await ask(`PUT ${path}`, role, { "if-match": "*" })).toMatchObject({ status: 412 });
  await ask(`PUT ${path}`, role);
  for (const attempt of [
    ask(`PUT ${path}`, role, { "if-none-match": "*" }),
    ask(`PATCH ${path}`, { description: "x" }, { "if-match": '"9"' }),
    ask(`DELETE ${path}`, undefined, { "if-match": '"9"' }),
  ]) {
    expect(await attempt).toMatchObject({ status: 412 });
  }
});

test("of many requests that create a provider with If-None-Match at once, exactly one succeeds", async () => {
  const path = newPath();
  const put = (description: string) => ask(`PUT ${path}`, { ...role, description }, { "if-none-match": "*" });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => put(`${index}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 412)]);
});

test("of many admins who each make another provider the default at once, one wins and the others are told which", async () => {
  const paths = Array.from({ length: 8 }, newPath);
  await Promise.all(paths.slice(0, 4).map((path) => ask(`PUT ${path}`, role)));
  const answers = await Promise.all(
    paths.map((path, index) =>
      index < 4
        ? ask(`PATCH ${path}`, { isDefault: true })
        : ask(`PUT ${path}`, { ...role, isDefault: true }),
    ),
  );
  const won = answers.filter(({ status }) => status < 300);
  expect(won).toHaveLength(1);
  const [{ body: winner } = { body: undefined }] = won;
  for (const { status, body } of answers.filter((answer) => !won.includes(answer))) {
    expect([status, body.code]).toEqual([409, "conflict"]);
    expect(body.detail).toContain(`The provider ${winner.name} is the default of acmecorp`);
  }
  const { body: list } = await ask("GET /v1/orgs/acmecorp/providers?limit=200");
  expect(list.items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toEqual([winner]);

  const path = `/v1/orgs/acmecorp/providers/${winner.name}`;
  const inUse = { status: 409, body: { code: "provider-in-use" } };
  expect(await ask(`DELETE ${path}`)).toMatchObject(inUse);
  const limited = await ask(`PATCH ${path}`, { apps: ["storefront"] });
  expect(limited).toMatchObject(inUse);
  expect(limited.body.detail).toContain(`The provider ${winner.name} cannot be limited`);
  expect(await ask(`PATCH ${path}`, { isDefault: false })).toMatchObject({ status: 200 });
  expect(await ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
});

test("the default of one organization is none of another's", async () => {
  const path = newPath();
  const theirs = path.replace("acmecorp", "othercorp");
  expect(await ask(`PUT ${path}`, { ...role, isDefault: true })).toMatchObject({ status: 201 });
  expect(await service.request(stranger, `PUT ${theirs}`, { ...role, isDefault: true })).toMatchObject({
    status: 201,
  });
  expect(await service.request(stranger, `GET ${path}`)).toMatchObject({ status: 404 });
  await ask(`PATCH ${path}`, { isDefault: false });
});

test("a provider stays limited when the apps that it is limited to are deleted", async () => {
  const path = newPath();
  await ask("PUT /v1/orgs/acmecorp/apps/short-lived", {});
  await ask(`PUT ${path}`, { ...role, apps: ["short-lived"] });
  await ask("DELETE /v1/orgs/acmecorp/apps/short-lived");
  expect(await ask(`GET ${path}`)).toMatchObject({ body: { apps: [] } });
  expect(await ask(`PATCH ${path}`, { isDefault: true })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.isDefault" }] },
  });
  expect(await ask(`PATCH ${path}`, { description: "x" })).toMatchObject({ status: 200, body: { apps: [] } });
});

test("a provider that is limited to an app is for that app when it is renamed", async () => {
  const path = newPath();
  await ask("PUT /v1/orgs/acmecorp/apps/before", {});
  await ask(`PUT ${path}`, { ...role, apps: ["before"] });
  expect(await ask("POST /v1/orgs/acmecorp/apps/before/rename", { name: "after" })).toMatchObject({
    status: 200,
  });
  expect(await ask(`GET ${path}`)).toMatchObject({ body: { apps: ["after"] } });
});

test("a provider that a service or an instance is linked to is not deleted, and not limited to other apps", async () => {
  const path = newPath();
  const provider = path.split("/").at(-1);
  const linked = "/v1/orgs/acmecorp/apps/storefront/services/linked";
  await ask(`PUT ${path}`, role);
  await ask(`PUT ${linked}`, {});
  expect(await ask(`PUT ${linked}/instances/dev/eu-central-1`, { provider })).toMatchObject({ status: 201 });
  const inUse = {
    status: 409,
    body: {
      code: "provider-in-use",
      detail: expect.stringContaining("storefront/linked (dev in eu-central-1)"),
    },
  };
  expect(await ask(`DELETE ${path}`)).toMatchObject(inUse);
  expect(await ask(`PATCH ${path}`, { apps: ["search"] })).toMatchObject(inUse);
  expect(await ask(`PATCH ${path}`, { apps: ["storefront", "search"] })).toMatchObject({ status: 200 });
  await ask(`PATCH ${linked}/instances/dev/eu-central-1`, { provider: null });
  expect(await ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
});

test("a service is not linked to a provider of other apps or of another organization", async () => {
  const path = newPath();
  const provider = path.split("/").at(-1) ?? "";
  const linked = "/v1/orgs/acmecorp/apps/storefront/services/unlinked";
  await ask(`PUT ${path}`, { ...role, apps: ["search"] });
  await service.request(stranger, "PUT /v1/orgs/othercorp/providers/theirs", role);
  for (const [named, message] of [
    [provider, "which is limited to other apps than storefront"],
    ["theirs", "names no provider of acmecorp"],
    [provider.replace("provider", "provdier"), "Did you mean"],
  ]) {
    expect(await ask(`PUT ${linked}`, { provider: named })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "$.provider", message: expect.stringContaining(message ?? "") }] },
    });
  }
});

test("linking a service while its provider is deleted or limited never leaves a link that may not be", async () => {
  for (let round = 0; round < 10; round++) {
    const path = newPath();
    const linked = `/v1/orgs/acmecorp/apps/storefront/services/racing-${round}`;
    await ask(`PUT ${path}`, role);
    const [link, other] = await Promise.all([
      ask(`PUT ${linked}`, { provider: path.split("/").at(-1) }),
      round % 2 === 0 ? ask(`DELETE ${path}`) : ask(`PATCH ${path}`, { apps: ["search"] }),
    ]);
    const linkWon = [201, 409];
    const otherWon = [400, round % 2 === 0 ? 204 : 200];
    expect([linkWon, otherWon]).toContainEqual([link.status, other.status]);
  }
});

test("static keys are denied until the organization allows them, and cannot be denied while providers have some", async () => {
  const path = newPath();
  expect(await ask("GET /v1/orgs/acmecorp")).toMatchObject({ body: { staticKeys: "deny" } });
  expect(await ask(`PUT ${path}`, keys)).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.staticKeys" }] },
  });
  expect(await allowKeys("allow")).toMatchObject({ status: 200, body: { staticKeys: "allow" } });
  expect(await ask(`PUT ${path}`, keys)).toMatchObject({
    status: 201,
    body: { discouraged: true, accessRole: null, staticKeys: { accessKeyId, set: true } },
  });
  const name = path.split("/").at(-1);
  expect(await allowKeys("deny")).toMatchObject({
    status: 409,
    body: {
      code: "conflict",
      detail: expect.stringContaining(`Providers of acmecorp have static keys: ${name}.`),
    },
  });
  expect(await ask(`PATCH ${path}`, { staticKeys: null, ...role })).toMatchObject({
    body: { discouraged: false },
  });
  expect(await allowKeys("deny")).toMatchObject({ status: 200 });
});

test("keys that are saved while the organization denies them are never left behind", async () => {
  for (let round = 0; round < 8; round++) {
    const path = newPath();
    await allowKeys("allow");
    const [saved, denied] = await Promise.all([ask(`PUT ${path}`, keys), allowKeys("deny")]);
    const savingWon = [201, 409];
    const denyingWon = [400, 200];
    expect([savingWon, denyingWon]).toContainEqual([saved.status, denied.status]);
    await ask(`DELETE ${path}`);
  }
});

test("the secret of static keys is in no answer, event or table, and is kept when it is left out", async () => {
  const path = newPath();
  await allowKeys("allow");
  const answers = [
    await ask(`PUT ${path}`, keys),
    await ask(`PATCH ${path}`, { description: "x", staticKeys: { accessKeyId } }),
    await ask(`PUT ${path}`, keys, { "if-match": '"9"' }),
    await ask(`PUT ${path}`, { ...keys, apps: ["unknown"] }),
    await ask(`PUT ${path}`, { ...keys, ...role }),
    await ask(`PUT ${path}`, { staticKeys: { accessKeyId: "wrong", secretAccessKey } }),
    await ask(`GET ${path}`),
    await ask("GET /v1/orgs/acmecorp/providers"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 412, 400, 400, 400, 200, 200]);
  expect(JSON.stringify(answers)).not.toContain(secretAccessKey);
  expect(await service.dump()).not.toContain(secretAccessKey);
  const sealed = () =>
    service.database.query(Sealed, "select sealed_secret as sealed from providers where name = $1", [
      path.split("/").at(-1),
    ]);
  const [before] = await sealed();
  await ask(`PATCH ${path}`, { staticKeys: { accessKeyId, secretAccessKey } });
  await ask(`PATCH ${path}`, { description: "y" });
  expect(await sealed()).toEqual([before]);
  await ask(`PATCH ${path}`, { staticKeys: null, ...role });
  expect(await sealed()).toEqual([{ sealed: null }]);
});

test("providers are listed in pages by name, and none is lost", async () => {
  const key = await service.createOrg("pagecorp");
  const names = ["a", "b", "c", "d", "e"];
  for (const name of names) await service.request(key, `PUT /v1/orgs/pagecorp/providers/${name}`, role);
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await service.request(key, `GET /v1/orgs/pagecorp/providers?limit=2${cursor}`);
    seen.push(...body.items.map(({ name }: { name: string }) => name));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(seen).toEqual(names);
});
