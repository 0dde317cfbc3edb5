import { createHash } from "node:crypto";
import { authenticate } from "@stagepass/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operatorKey, type ProfilesUnderTest, startProfiles } from "../../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
});
afterAll(() => service.close());

const host = "stagepass.example";
/** What a browser and a page of Stagepass send with a change. */
const fromOwnPage = { host, "sec-fetch-site": "same-origin", "x-stagepass-request": "1" };
const keys = "/v1/orgs/acmecorp/access-keys";

async function makeKey(facts: object = {}): Promise<{ id: string; key: string }> {
  const { body } = await service.request(admin, `POST ${keys}`, { role: "admin", name: "ada", ...facts });
  return body;
}

function signIn(accessKey: string, headers: Record<string, string> = fromOwnPage) {
  return service.request(undefined, "POST /v1/session", { accessKey }, headers);
}

/** Signs in, and returns a function that sends requests with the cookie as a page of Stagepass does. */
async function browse(accessKey: string, ownHost = host) {
  const { cookie = "" } = await signIn(accessKey, { ...fromOwnPage, host: ownHost });
  const [pair = ""] = cookie.split(";");
  return (route: string, body?: object, headers: Record<string, string> = {}) =>
    service.request(undefined, route, body, { ...fromOwnPage, host: ownHost, cookie: pair, ...headers });
}

describe("signing in", () => {
  test("sets a cookie that no script can read, no other site makes the browser send, and only TLS carries", async () => {
    const { status, cookie, body } = await signIn(admin);
    expect(status).toBe(201);
    expect(cookie).toMatch(
      /^__Host-stagepass_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Expires=/,
    );
    expect(body).toMatchObject({ role: "admin", org: "acmecorp", keyName: "admin", scope: {} });
    const hoursLeft = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000;
    expect(hoursLeft).toBeGreaterThan(11.9);
    expect(hoursLeft).toBeLessThanOrEqual(12);
  });

  test("on the loopback sets a cookie that needs no TLS and is another for each port", async () => {
    const { cookie } = await signIn(admin, { ...fromOwnPage, host: "127.0.0.1:4000" });
    expect(cookie).toMatch(/^stagepass_session_4000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
  });

  test("tells what a role may do by the names of operations, and for the operator no organization", async () => {
    const { key } = await makeKey({ role: "deployer", scope: { apps: ["storefront"] } });
    const { body: deployer } = await signIn(key);
    expect(deployer).toMatchObject({ role: "deployer", scope: { apps: ["storefront"] } });
    expect(deployer.permissions).toContain("resolveDeploy");
    expect(deployer.permissions).not.toContain("putProfile");
    const { body: operator } = await signIn(operatorKey);
    expect(operator).toMatchObject({ role: "operator", org: null, keyName: "operator" });
    expect(operator.permissions).toContain("createOrg");
  });

  test("stores neither the key nor what the cookie holds", async () => {
    const { key } = await makeKey();
    const { cookie = "" } = await signIn(key);
    const dump = await service.dump();
    expect(dump).not.toContain(key);
    expect(dump).not.toContain(/=([\w-]+);/.exec(cookie)?.[1]);
  });

  test("fails with a key that does not work, and sets no cookie", async () => {
    const { status, body, cookie } = await signIn("sp_wrong");
    expect({ status, code: body.code, cookie }).toEqual({
      status: 401,
      code: "unauthenticated",
      cookie: undefined,
    });
  });

  test("is refused to a page of another origin", async () => {
    for (const headers of [{ "sec-fetch-site": "same-site" }, { origin: "https://evil.example" }]) {
      expect(await signIn(admin, { host, ...headers })).toMatchObject({ status: 403, cookie: undefined });
    }
  });

  test("is refused after thirty attempts within a minute from an address, which another address does not feel", async () => {
    const from = (address: string) =>
      signIn("sp_guess", { ...fromOwnPage, "x-forwarded-for": `1.2.3.4, ${address}` });
    for (let attempt = 0; attempt < 30; attempt++) expect((await from("203.0.113.7")).status).toBe(401);
    expect(await from("203.0.113.7")).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
    const { status } = await signIn(admin, { ...fromOwnPage, "x-forwarded-for": "203.0.113.8" });
    expect(status).toBe(201);
  });
});

describe("a session", () => {
  test("may do what its key may do, in the key's organization only", async () => {
    const ask = await browse(admin);
    expect(await ask("PUT /v1/orgs/acmecorp/profiles/prod", {})).toMatchObject({ status: 201 });
    expect(await ask("GET /v1/orgs/acmecorp/profiles/prod")).toMatchObject({ status: 200 });
    expect(await ask("GET /v1/orgs/othercorp/profiles")).toMatchObject({ status: 404 });
    const { key } = await makeKey({ role: "deployer" });
    const askAsDeployer = await browse(key);
    expect(await askAsDeployer("GET /v1/orgs/acmecorp/profiles")).toMatchObject({ status: 403 });
  });

  test("is known to other services by its digest, as the holder of its key", async () => {
    const { id, key } = await makeKey();
    const { cookie = "" } = await signIn(key);
    const token = /=([\w-]+);/.exec(cookie)?.[1];
    const digest = createHash("sha256").update(`session ${token}`).digest("hex");
    expect(await service.bus.ask(authenticate, { digest })).toMatchObject({ keyId: id, role: "admin" });
  });

  test("is described, as is a caller with a key, who has none", async () => {
    const ask = await browse(admin);
    const { body } = await ask("GET /v1/session");
    expect(body).toMatchObject({ role: "admin", org: "acmecorp", expiresAt: expect.any(String) });
    expect((await service.request(admin, "GET /v1/session")).body).toEqual({ ...body, expiresAt: null });
  });

  test("ends at once when the browser signs out, and the cookie is taken away", async () => {
    const ask = await browse(admin);
    const { status, cookie } = await ask("DELETE /v1/session");
    expect(status).toBe(204);
    expect(cookie).toMatch(/^__Host-stagepass_session=; .*Expires=Thu, 01 Jan 1970/);
    expect(await ask("GET /v1/session")).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining("Sign in again") },
    });
  });

  test("ends with its key: with the next request after the key was revoked or has expired", async () => {
    for (const end of ["revoked_at", "expires_at"]) {
      const { id, key } = await makeKey();
      const ask = await browse(key);
      expect((await ask("GET /v1/session")).status).toBe(200);
      await service.database.execute(`update access_keys set ${end} = now() where id = $1`, [id]);
      expect((await ask("GET /v1/session")).status).toBe(401);
    }
  });

  test("ends by itself when its time is over", async () => {
    const { key } = await makeKey();
    const ask = await browse(key);
    const digest = createHash("sha256").update(key).digest("hex");
    await service.database.execute("update sessions set expires_at = now() where key_digest = $1", [digest]);
    expect((await ask("GET /v1/session")).status).toBe(401);
  });

  test.each([
    ["without the header that only a page of Stagepass sends", { "x-stagepass-request": "" }],
    ["of a page of another site", { "sec-fetch-site": "cross-site" }],
    ["of a page on another port of the same host", { "sec-fetch-site": "same-site" }],
    [
      "of a page of another origin that says no more",
      { "sec-fetch-site": "", origin: "https://evil.example" },
    ],
    ["that says nothing of where it comes from", { "sec-fetch-site": "" }],
  ])("refuses a change %s", async (_, headers) => {
    const { cookie = "" } = await signIn(admin);
    const [pair = ""] = cookie.split(";");
    const sent = Object.entries({ ...fromOwnPage, cookie: pair, ...headers }).filter(
      ([, value]) => value !== "",
    );
    const path = "/v1/orgs/acmecorp/profiles/planted";
    const answer = await service.request(undefined, `PUT ${path}`, {}, Object.fromEntries(sent));
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await service.request(admin, `GET ${path}`)).status).toBe(404);
  });

  test("accepts a change by its Origin where the browser says no more, as over plain HTTP", async () => {
    const { cookie = "" } = await signIn(admin);
    const [pair = ""] = cookie.split(";");
    const headers = { host, origin: `https://${host}`, "x-stagepass-request": "1", cookie: pair };
    const answer = await service.request(undefined, "PUT /v1/orgs/acmecorp/profiles/byorigin", {}, headers);
    expect(answer.status).toBe(201);
  });

  test("is not asked for when the request has a key, which counts alone", async () => {
    const { cookie = "" } = await signIn(admin);
    const { key } = await makeKey({ role: "deployer" });
    const headers = { host, cookie: cookie.split(";")[0] ?? "" };
    expect(await service.request(key, "GET /v1/orgs/acmecorp/profiles", undefined, headers)).toMatchObject({
      status: 403,
    });
  });
});

test("neither a key in the cookie nor the cookie's text as a key gives access", async () => {
  const asCookie = { host, cookie: `__Host-stagepass_session=${admin}` };
  expect((await service.request(undefined, "GET /v1/session", undefined, asCookie)).status).toBe(401);
  const { cookie = "" } = await signIn(admin);
  const token = /=([\w-]+);/.exec(cookie)?.[1] ?? "";
  expect((await service.request(token, "GET /v1/session")).status).toBe(401);
});
