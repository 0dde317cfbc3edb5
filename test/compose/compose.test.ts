import { legacyProtocol, ServiceId } from "@stagepass/contracts";
import { storingServices } from "@stagepass/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publicOperatorKey } from "../../deploy/src/public-defaults.ts";
import { eventually } from "../support/eventually.ts";
import { measureSlowness } from "../support/slowness.ts";
import { type Api, apiAt } from "../support/stack/api.ts";
import { makeTarget } from "../support/target.ts";
import { compose, containersOf, deliveredTo, docker, edgeUrl, findObstacle, up } from "./compose-stack.ts";

const obstacle = await findObstacle();
if (obstacle !== undefined) process.stdout.write(`docker compose up is not tested here: ${obstacle}\n`);

const target = makeTarget({ app: "shop" });
const stage = "/v1/orgs/acmecorp/apps/shop/stages/feature%2Flogin";
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
/** The first request of existing clients. */
const profileValue = [
  "POST",
  "/core/tenants/acmecorp/applications/shop/profileValue",
  { stageName: "prod" },
] as const;

describe.skipIf(obstacle !== undefined)("docker compose up", () => {
  let origin: string;
  let edge: Api;
  let adminKey: string;
  const resolve = () => edge("POST", "/v1/resolve", target);

  beforeAll(async () => {
    await compose("build", "--quiet");
    origin = await up();
    const operator = apiAt(origin, publicOperatorKey);
    adminKey = (await operator("POST", "/v1/orgs", { name: "acmecorp" })).body.adminKey;
    edge = apiAt(origin, adminKey);
    await edge("PUT", "/v1/orgs/acmecorp/profiles/prod", {
      accessRole,
      parameters: [{ key: "A", value: "a" }],
      safeguards: [
        { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
      ],
    });
    await edge("PUT", "/v1/orgs/acmecorp/apps/shop", { defaultProfile: "prod" });
    await edge("PATCH", "/v1/orgs/acmecorp", { clients: { legacy: "allow" } });
  }, 900_000);

  afterAll(async () => {
    await compose("down", "--volumes", "--remove-orphans");
  });

  test("services in separate containers resolve a deploy together", async () => {
    expect((await resolve()).body).toMatchObject({
      verdict: "allowed",
      parameters: [{ key: "A", value: "a" }],
      credentials: accessRole,
    });
  });

  test("the edge answers for all services at one origin, and for each under its name", async () => {
    const { status, body } = await edge("GET", "/readyz");
    expect([status, Object.keys(body.services).sort()]).toEqual([200, [...ServiceId.options].sort()]);
    for (const name of ServiceId.options) {
      const own = await edge("GET", `/services/${name}/readyz`);
      expect([own.status, Object.keys(own.body.services)]).toEqual([200, [name]]);
    }
    const { paths } = (await edge("GET", "/openapi.json")).body;
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/v1/resolve", "/v1/orgs", "/v1/safeguards"]));
  });

  test("the edge gives browsers the dashboard, whose scripts are all of its own origin", async () => {
    const page = await fetch(new URL("/acmecorp/profiles", origin), { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self';/);
    const scripts = [...(await page.text()).matchAll(/<script[^>]* src="([^"]+)"/g)].map(
      ([, src = ""]) => src,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const src of scripts) expect((await fetch(new URL(src, origin))).status, src).toBe(200);
    expect((await fetch(new URL("/docs/", origin))).status).toBe(200);
  });

  test("a browser that signs in at the edge of the loopback is known to every service by its cookie", async () => {
    const browser = apiAt(origin);
    const fromOwnPage = { "sec-fetch-site": "same-origin", "x-stagepass-request": "1" };
    const begun = await browser("POST", "/v1/session", { accessKey: adminKey }, fromOwnPage);
    expect(begun.status).toBe(201);
    const [cookie = "", ...attributes] = (begun.headers.get("set-cookie") ?? "").split("; ");
    expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Strict"]));
    // Over plain HTTP a browser would not keep it otherwise.
    expect(attributes).not.toContain("Secure");
    const ask = (method: string, path: string, body?: object, headers = fromOwnPage) =>
      browser(method, path, body, { ...headers, cookie });
    expect((await ask("GET", "/v1/session")).body).toMatchObject({ org: "acmecorp", role: "admin" });
    expect((await ask("POST", "/v1/explain", target)).status).toBe(200);
    expect((await ask("GET", "/v1/orgs/acmecorp/deployments")).status).toBe(200);
    const elsewhere = { ...fromOwnPage, "sec-fetch-site": "cross-site" };
    expect((await ask("DELETE", "/v1/session", undefined, elsewhere)).status).toBe(403);
    expect((await ask("DELETE", "/v1/session")).status).toBe(204);
    expect((await ask("GET", "/v1/session")).status).toBe(401);
  });

  test("a stage's name with a slash reaches its service unchanged", async () => {
    await edge("PUT", stage, { profile: "prod" });
    expect((await edge("GET", stage)).body).toMatchObject({ name: "feature/login", profile: "prod" });
  });

  test("custom policies are evaluated in their sandbox, and stopped when they do not end", async () => {
    await edge("PUT", "/v1/orgs/acmecorp/profiles/custom", {
      accessRole,
      safeguards: [
        { name: "EU", safeguard: "expression", enforcementLevel: "error", settings: 'target.region < "f"' },
        { name: "Loop", safeguard: "javascript", enforcementLevel: "warning", settings: "for (;;) {}" },
      ],
    });
    await edge("PUT", "/v1/orgs/acmecorp/apps/custom", { defaultProfile: "custom" });
    // On a machine that is too busy for the sandbox, the response says to try again.
    const body = await eventually(async () => {
      const answer = await edge("POST", "/v1/resolve", { ...target, app: "custom" });
      return answer.status === 503 ? undefined : answer.body;
    }, "the sandbox has time");
    expect(body).toMatchObject({
      verdict: "allowed-with-warnings",
      safeguards: [
        { name: "EU", outcome: "passed" },
        { name: "Loop", messages: ["The policy ran longer than 250 ms and was stopped."] },
      ],
    });
  });

  test.each([legacyProtocol.port, 8080])(
    "existing clients are answered at the edge's port %i",
    async (port) => {
      const client = apiAt(await edgeUrl(port), adminKey);
      expect((await client(...profileValue)).body).toMatchObject({
        secretValues: [{ secretName: "A", secretProperties: { value: "a" } }],
        safeguardsPolicies: [{ title: "EU", safeguardName: "allowed-regions" }],
        providerCredentials: { secretType: "awsIam" },
      });
      expect((await client("GET", "/core/meta")).body.supportedRegions).toContain("eu-central-1");
      const service = encodeURIComponent("appName|shop|serviceName|checkout");
      const instance = `${service}${encodeURIComponent("|stage|prod|region|eu-central-1")}`;
      const params = await client("GET", `/orgs/acmecorp/services/${service}/instances/${instance}/params`);
      expect(params.body.result).toMatchObject([{ paramName: "A", paramValue: "a" }]);
      const monitored = await client("GET", "/api/integrations/?orgId=acmecorp");
      expect(monitored).toMatchObject({ status: 200, body: { integrations: [] } });
      const logs = await client("POST", "/malt/destinations/create", { regionName: "eu-central-1" });
      expect(logs).toMatchObject({ status: 409, body: { errorMessage: expect.stringContaining("logs") } });
    },
  );

  test("an unknown path and a body that is too large are answered with problems", async () => {
    const nowhere = await edge("GET", "/nowhere");
    expect(nowhere.body).toMatchObject({ status: 404, code: "not-found" });
    const large = await edge("POST", "/v1/resolve", { ...target, template: "x".repeat(7_000_000) });
    expect(large.body).toMatchObject({ status: 413, code: "too-large" });
    const pages = [nowhere.body, large.body].map(({ type }) => fetch(new URL(type, origin)));
    expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each([...ServiceId.options, "aws-stand-in", "overview", "edge", "nats", "postgres"])(
    "the container %s runs as an unprivileged user, in a file system that it cannot change",
    async (service) => {
      const [container = ""] = await containersOf(service);
      const limits = "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.PidsLimit}}";
      const { stdout } = await docker("inspect", container, "--format", limits);
      expect(stdout.trim()).toBe("true [ALL] 1024");
      const facts = await compose("exec", "-T", service, "sh", "-c", "id -u; cat /proc/1/status");
      expect(facts).not.toMatch(/^0\n/);
      expect(facts).toMatch(/CapEff:\t0{16}\n/);
      expect(facts).toMatch(/NoNewPrivs:\t1\n/);
    },
  );

  test.each(ServiceId.options)("the container %s does not start without its configuration", async (name) => {
    const { code, stderr } = await docker("run", "--rm", "--network=none", `stagepass/${name}:test`);
    expect(code).toBe(78);
    expect(stderr).toContain(`${name.toUpperCase()}_NATS_URL is required`);
    const stores = storingServices.some((storing) => storing === name);
    expect(stderr.includes(`${name.toUpperCase()}_DATABASE_URL is required`)).toBe(stores);
  });

  test("public default secrets cause a warning at every start, and prevent it where they are not allowed", async () => {
    expect(await compose("logs", "provision")).toContain("THESE SECRETS ARE PUBLIC");
    const refused = await docker(
      ...["compose", "run", "--rm", "--no-deps", "-e", "STAGEPASS_SECRETS_ARE_MY_OWN=yes", "provision"],
    );
    expect(refused.code).toBe(78);
    expect(`${refused.stdout}${refused.stderr}`).toContain("STAGEPASS_KEYRING is still the public default");
  });

  test("a stopped service is answered for at once with a problem that names it, and is served again once it is back", async () => {
    const [container = ""] = await containersOf("resolver");
    await docker("kill", container);
    const atOnceMs = 500 * (await measureSlowness());
    const body = await eventually(async () => {
      const started = performance.now();
      const answer = await resolve();
      return performance.now() - started < atOnceMs ? answer.body : undefined;
    }, "the edge knows that the resolver is gone");
    expect(body).toMatchObject({ status: 503, code: "unavailable", part: "resolver" });
    expect((await edge("GET", "/readyz")).status).toBe(503);
    const refused = await edge(...profileValue);
    expect(refused.body).toEqual({
      errorMessage: expect.stringMatching(
        /^The resolver service (cannot be reached|did not answer in time)\./,
      ),
    });
    await docker("start", container);
    await eventually(
      async () => ((await resolve()).status === 200 ? true : undefined),
      "a resolve works again",
    );
  });

  test("existing clients get a sentence that they show when the service for them is stopped", async () => {
    const [container = ""] = await containersOf("legacy");
    await docker("kill", container);
    expect((await edge(...profileValue)).body).toEqual({
      errorMessage: "The legacy service does not answer. Try again shortly.",
    });
    expect((await resolve()).status).toBe(200);
    await docker("start", container);
    await eventually(
      async () => ((await edge(...profileValue)).status === 200 ? true : undefined),
      "existing clients are answered again",
    );
  });

  test("three replicas of a service share the work", async () => {
    edge = apiAt(await up("--scale", "credentials=3"), adminKey);
    const before = await deliveredTo("credentials");
    expect(before).toHaveLength(3);
    // One after another: questions that arise together travel in one message, to one replica.
    for (let times = 0; times < 60; times++) expect((await resolve()).status).toBe(200);
    const after = await deliveredTo("credentials");
    for (const [index, count] of after.entries()) expect(count).toBeGreaterThan((before[index] ?? 0) + 5);
  });

  test("all data are there after docker compose down and up", async () => {
    await compose("down");
    edge = apiAt(await up(), adminKey);
    expect((await resolve()).body).toMatchObject({ verdict: "allowed", parameters: [{ value: "a" }] });
    expect((await edge("GET", stage)).status).toBe(200);
  });
});
