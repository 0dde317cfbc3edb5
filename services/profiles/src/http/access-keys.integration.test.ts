import { createHash } from "node:crypto";
import { authenticate } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { eventually } from "../../../../test/support/eventually.ts";
import { operatorKey, type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());

const path = "/v1/orgs/acmecorp/access-keys";
const ask = (route: string, body?: object, headers?: Record<string, string>) =>
  service.request(admin, route, body, headers);
const digestOf = (key: string) => createHash("sha256").update(key).digest("hex");
const identify = (key: string) => service.bus.ask(authenticate, { digest: digestOf(key) });

test("an access key's value is returned once, and afterwards only its description can be read", async () => {
  const scope = { apps: ["storefront"], stages: ["dev", "prod"] };
  const made = await ask(`POST ${path}`, { role: "deployer", name: "ci", scope });
  expect(made).toMatchObject({
    status: 201,
    body: { role: "deployer", name: "ci", scope, lastUsedAt: null },
  });
  const { key, ...facts } = made.body;
  expect(await ask(`GET ${path}/${facts.id}`)).toMatchObject({ status: 200, body: facts });
  const { body } = await ask(`GET ${path}`);
  expect(body.items).toContainEqual(facts);
  expect(JSON.stringify(body)).not.toContain(key);
  expect(JSON.stringify(body)).not.toContain(digestOf(key));
  expect(await service.dump()).not.toContain(key);
});

test("authenticate tells other services whose key it is, the operator's included", async () => {
  const scope = { stages: ["dev"] };
  const { body } = await ask(`POST ${path}`, { role: "deployer", name: "ci", scope });
  expect(await identify(body.key)).toEqual({ role: "deployer", keyId: body.id, org: "acmecorp", scope });
  expect(await identify(operatorKey)).toEqual({ role: "operator", keyId: "operator" });
});

test("a pattern that can match nothing is invalid at its path, and one that was stored before can still be read", async () => {
  const scope = { stages: ["dev", "dev-*", "!dev"] };
  expect(await ask(`POST ${path}`, { role: "deployer", name: "ci", scope })).toMatchObject({
    status: 400,
    body: {
      code: "invalid",
      errors: [{ path: "$.scope.stages[0]", message: expect.stringContaining("can match nothing") }],
    },
  });
  const { body } = await ask(`POST ${path}`, { role: "deployer", name: "old", scope: { stages: ["dev"] } });
  await service.database.execute("update access_keys set stages = $2 where id = $1", [body.id, scope.stages]);
  expect(await ask(`GET ${path}/${body.id}`)).toMatchObject({ status: 200, body: { scope } });
  expect((await ask(`GET ${path}`)).body.items).toContainEqual(
    expect.objectContaining({ id: body.id, scope }),
  );
  expect(await identify(body.key)).toMatchObject({ keyId: body.id, scope });
});

test.each(["viewer", "planner", "deployer", "editor", "auditor", "admin"])(
  "a key of the role %s works with that role",
  async (role) => {
    const { status, body } = await ask(`POST ${path}`, { role, name: role });
    expect(status).toBe(201);
    expect(await identify(body.key)).toMatchObject({ role, scope: {} });
  },
);

test("a key that is limited to services or profiles alone covers nothing where only apps and stages are known", async () => {
  const scope = { services: ["api-*"], profiles: ["!prod"] };
  const { body } = await ask(`POST ${path}`, { role: "viewer", name: "narrow", scope });
  expect(body.scope).toEqual({ apps: ["*"], ...scope });
});

test("a revoked key stops working at once, and can be neither listed nor read", async () => {
  const { body } = await ask(`POST ${path}`, { role: "admin", name: "gone" });
  await identify(body.key);
  expect(await ask(`DELETE ${path}/${body.id}`)).toMatchObject({ status: 204 });
  await expect(identify(body.key)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await service.request(body.key, `GET ${path}`)).toMatchObject({ status: 401 });
  expect(await ask(`GET ${path}/${body.id}`)).toMatchObject({ status: 404 });
  expect(await ask(`DELETE ${path}/${body.id}`)).toMatchObject({ status: 404 });
});

test("If-Match on a revocation accepts the key's tag or *, and no other tag", async () => {
  const made = await ask(`POST ${path}`, { role: "deployer", name: "guarded" });
  const key = `${path}/${made.body.id}`;
  expect(await ask(`GET ${key}`)).toMatchObject({ status: 200, etag: made.etag });
  const stale = await ask(`DELETE ${key}`, undefined, { "if-match": '"0"' });
  expect(stale).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  expect(await identify(made.body.key)).toMatchObject({ keyId: made.body.id });
  expect(await ask(`DELETE ${key}`, undefined, { "if-match": made.etag ?? "" })).toMatchObject({
    status: 204,
  });
  const { body } = await ask(`POST ${path}`, { role: "deployer", name: "any" });
  expect(await ask(`DELETE ${path}/${body.id}`, undefined, { "if-match": "*" })).toMatchObject({
    status: 204,
  });
});

test("unknown, revoked and expired keys are answered with the same problem", async () => {
  const { body: revoked } = await ask(`POST ${path}`, { role: "admin", name: "revoked" });
  await ask(`DELETE ${path}/${revoked.id}`);
  const { body: expired } = await ask(`POST ${path}`, {
    ...{ role: "admin", name: "expired" },
    expiresAt: "2999-01-01T00:00:00Z",
  });
  await service.database.execute("update access_keys set expires_at = now() where id = $1", [expired.id]);
  const problems = await Promise.all(
    ["sp_unknown", revoked.key, expired.key].map((key) => identify(key).catch((problem: unknown) => problem)),
  );
  expect(problems).toMatchObject([{ code: "unauthenticated" }, problems[0], problems[0]]);
  expect(new Set(problems.map(String)).size).toBe(1);
});

test("creating an access key is invalid with an expiry in the past, and for an admin with a scope", async () => {
  expect(
    await ask(`POST ${path}`, { role: "admin", name: "late", expiresAt: "2020-01-01T00:00:00Z" }),
  ).toMatchObject({ status: 400, body: { errors: [{ path: "$.expiresAt" }] } });
  expect(await ask(`POST ${path}`, { role: "admin", name: "limited", scope: {} })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.scope" }] },
  });
});

test("the use of a key is recorded at most once a minute, however many requests use it at the same time", async () => {
  const { body } = await ask(`POST ${path}`, { role: "deployer", name: "busy" });
  const writesOf = async () => {
    const [row] = await service.database.query(
      z.object({ writes: z.string(), used: z.date().nullable() }),
      "select xmin::text as writes, last_used_at as used from access_keys where id = $1",
      [body.id],
    );
    return row;
  };
  await Promise.all(Array.from({ length: 30 }, () => identify(body.key)));
  const noted = await eventually(async () => {
    const row = await writesOf();
    return row?.used ? row : undefined;
  }, "the use is noted");
  await Promise.all(Array.from({ length: 30 }, () => identify(body.key)));
  expect(await writesOf()).toEqual(noted);

  await service.database.execute(
    "update access_keys set last_used_at = now() - interval '2 minutes' where id = $1",
    [body.id],
  );
  await identify(body.key);
  await eventually(async () => {
    const { used } = (await writesOf()) ?? {};
    return used && noted.used && used >= noted.used ? true : undefined;
  }, "the next use is noted");
});

test("an organization's last admin key can be revoked, and the operator can create another", async () => {
  const only = await service.createOrg("lonelycorp");
  const { body } = await service.request(only, "GET /v1/orgs/lonelycorp/access-keys");
  const lonely = "/v1/orgs/lonelycorp/access-keys";
  expect(await service.request(only, `DELETE ${lonely}/${body.items[0].id}`)).toMatchObject({ status: 204 });
  const made = await service.request(operatorKey, `POST ${lonely}`, { role: "admin", name: "new" });
  expect(await service.request(made.body.key, `GET ${lonely}`)).toMatchObject({ status: 200 });
});

test("access keys are listed in pages by name, even with equal names and with a key that is revoked meanwhile", async () => {
  await service.createOrg("pagecorp");
  const keys = "/v1/orgs/pagecorp/access-keys";
  for (const name of ["b", "b", "a"])
    await service.request(operatorKey, `POST ${keys}`, { role: "admin", name });
  const first = await service.request(operatorKey, `GET ${keys}?limit=2`);
  const [, last] = first.body.items;
  await service.request(operatorKey, `DELETE ${keys}/${last.id}`);
  const second = await service.request(operatorKey, `GET ${keys}?limit=2&cursor=${first.body.nextCursor}`);
  const names = [...first.body.items, ...second.body.items].map(({ name }: { name: string }) => name);
  expect(names).toEqual(["a", "admin", "b", "b"]);
  expect(second.body.nextCursor).toBeNull();
});

test("reading or revoking an access key fails with not-found for any id that no key has", async () => {
  expect(await ask(`GET ${path}/key_unknown`)).toMatchObject({ status: 404 });
  expect(await ask(`GET ${path}/%00`)).toMatchObject({
    status: 400,
    body: { errors: [{ path: "$.path.keyId" }] },
  });
});
