import { allowedBy, needsWholeOrg, problems, type RouteContract, routes } from "@stagepass/contracts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type Answer, type Api, apiAt } from "../support/stack/api.ts";
import {
  isAboutOrg,
  nameOf,
  prepareSample,
  type SampleRequest,
  samples,
  sampleTarget,
} from "../support/stack/route-samples.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const callers = [
  "somebody without a key",
  "a wrong key",
  "a revoked key",
  "an expired key",
  "the operator",
  "an admin",
  "a deployer",
  "a deployer of another app",
  "an admin of another organization",
] as const;
type Caller = (typeof callers)[number];

/** An unknown organization. Its name is as long as acmecorp, so that responses about both have the same length. */
const unknownOrg = "nosuchco";
const stack = useStack();
let database: pg.Client;
let admin: Api;
let apis: ReadonlyMap<Caller, Api>;

beforeAll(async () => {
  const { operatorKey, adminKey, deployKey, postgresUrl } = stack.facts;
  database = new pg.Client({ connectionString: postgresUrl });
  await database.connect();
  admin = stack.as(adminKey);
  const other = await stack.as(operatorKey)("POST", "/v1/orgs", { name: "othercorp" });
  const scoped = await makeKey({ scope: { apps: ["backoffice"] } });
  const revoked = await makeKey();
  await admin("DELETE", `/v1/orgs/acmecorp/access-keys/${revoked.id}`);
  const expired = await makeKey({ expiresAt: "2999-01-01T00:00:00Z" });
  await database.query("update profiles.access_keys set expires_at = now() where id = $1", [expired.id]);
  apis = new Map([
    ["somebody without a key", stack.as()],
    ["a wrong key", stack.as(`${deployKey}x`)],
    ["a revoked key", stack.as(revoked.key)],
    ["an expired key", stack.as(expired.key)],
    ["the operator", stack.as(operatorKey)],
    ["an admin", admin],
    ["a deployer", stack.as(deployKey)],
    ["a deployer of another app", stack.as(scoped.key)],
    ["an admin of another organization", stack.as(other.body.adminKey)],
  ]);
  await eventually(async () => {
    const { status } = await as("an expired key")("GET", "/v1/orgs");
    return status === 401 ? status : undefined;
  }, "the key expires");
  await learnOfSampleTarget();
});

/** Deploys what samples deploy until it is there, so that nothing is learned of them while changes are counted. */
async function learnOfSampleTarget(): Promise<void> {
  const { app, service, stage, region } = sampleTarget("acmecorp");
  expect(await admin("POST", "/v1/resolve", sampleTarget("acmecorp"))).toMatchObject({ status: 200 });
  await eventually(async () => {
    const path = `/v1/orgs/acmecorp/apps/${app}/services/${service}/instances/${stage}/${region}`;
    const { status } = await admin("GET", path);
    return status === 200 ? status : undefined;
  }, "the deploy teaches its instance");
}

afterAll(() => database?.end());

function as(caller: Caller): Api {
  const api = apis.get(caller);
  if (api === undefined) throw new Error(`There is no key for ${caller}.`);
  return api;
}

async function makeKey(facts: object = {}): Promise<{ id: string; key: string }> {
  const input = { role: "deployer", name: "a caller", ...facts };
  const { status, body } = await admin("POST", "/v1/orgs/acmecorp/access-keys", input);
  expect(status).toBe(201);
  return body;
}

const send = (api: Api, { method, path, body }: SampleRequest) => api(method, path, body);

test("every route has a sample, so that this file covers it", () => {
  expect(Object.keys(samples).sort()).toEqual(routes.map(nameOf).sort());
});

describe.each(routes.map((route) => [nameOf(route), route] as const))("%s", (_, route) => {
  const dues = callers.map((caller) => ({ caller, ...dueTo(caller, route) }));

  test.each(dues.filter(({ code }) => code === undefined))(
    `${nameOf(route)} serves $caller`,
    async ({ caller, status }) => {
      const requestFor = await prepareSample(route, admin);
      expect(await send(as(caller), requestFor("acmecorp"))).toMatchObject({ status });
    },
  );

  test.each(dues.filter(({ code }) => code !== undefined))(
    `${nameOf(route)} answers $caller with $status and changes nothing`,
    async ({ caller, status, code }) => {
      const requestFor = await prepareSample(route, admin);
      const before = await countChanges();
      const answer = await send(as(caller), requestFor("acmecorp"));
      expect(answer).toMatchObject({ status, body: { code } });
      expectProblem(answer);
      expect(await countChanges()).toBe(before);
    },
  );
});

interface Due {
  readonly status: number;
  readonly code?: "unauthenticated" | "forbidden" | "not-found";
}

/** Returns how the contract of a route says that a caller's sample request is answered. */
function dueTo(caller: Caller, route: RouteContract): Due {
  const { targetAt } = route;
  const allow = allowedBy(route);
  const success = { status: route.status ?? 200 };
  if (allow === "anyone") return success;
  const forbidden = { status: 403, code: "forbidden" } as const;
  switch (caller) {
    case "somebody without a key":
    case "a wrong key":
    case "a revoked key":
    case "an expired key":
      return { status: 401, code: "unauthenticated" };
    case "the operator":
      return allow.includes("operator") ? success : forbidden;
    case "an admin":
      return allow.includes("admin") ? success : forbidden;
    case "a deployer":
      if (isOfAnother(route)) return { status: 404, code: "not-found" };
      return allow.includes("deployer") ? success : forbidden;
    case "a deployer of another app":
      if (isOfAnother(route)) return { status: 404, code: "not-found" };
      if (needsWholeOrg(route) || route.path.includes("{app}")) return forbidden;
      return allow.includes("deployer") && targetAt === undefined ? success : forbidden;
    case "an admin of another organization":
      if (!allow.includes("admin")) return forbidden;
      return isAboutOrg(route) ? { status: 404, code: "not-found" } : success;
  }
}

/** Whether a sample is about a deployment, which an admin made. */
function isOfAnother({ path }: RouteContract): boolean {
  return path.includes("{deploymentId}");
}

function expectProblem({ status, headers, body }: Answer): void {
  expect(headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(headers.get("x-request-id")).toBe(body.requestId);
  expect(headers.has("www-authenticate")).toBe(status === 401);
  expect(body).toMatchObject({ type: `/problems/${body.code}`, status });
  expect(Object.keys(problems)).toContain(body.code);
  expect(body.detail).toMatch(/\.$|…$/);
}

/** Counts all changes ever made. Each of them is announced, so each has a row in an outbox. */
async function countChanges(): Promise<number | undefined> {
  const { rows } = await database.query<{ total: number }>(
    `select ((select count(*) from profiles.outbox) + (select count(*) from resolver.outbox) +
             (select count(*) from credentials.outbox))::int as total`,
  );
  return rows[0]?.total;
}

const shared = routes.filter((route) => isAboutOrg(route) && allowedBy(route).includes("admin"));

test.each(shared.map((route) => [nameOf(route), route] as const))(
  "another organization cannot be told from one that does not exist by %s",
  async (_, route) => {
    const requestFor = await prepareSample(route, admin);
    const outsider = as("an admin of another organization");
    const [foreign, unknown] = [
      await send(outsider, requestFor("acmecorp")),
      await send(outsider, requestFor(unknownOrg)),
    ];
    expect(foreign.status).toBe(404);
    expect(comparable(foreign, "acmecorp")).toEqual(comparable(unknown, unknownOrg));
  },
);

test("another organization shows nobody which profiles it has", async () => {
  const outsider = as("an admin of another organization");
  const [there, missing] = [
    await outsider("GET", "/v1/orgs/acmecorp/profiles/prod"),
    await outsider("GET", "/v1/orgs/acmecorp/profiles/prud"),
  ];
  expect(comparable(there, "acmecorp")).toEqual(comparable(missing, "acmecorp"));
});

test("a body that names another organization than the key's gets not-found", async () => {
  const target = makeTarget({ org: "othercorp", stage: "dev", service: "x" });
  for (const [path, body] of [
    ["/v1/resolve", target],
    ["/v1/safeguards/evaluate", { safeguards: [], input: { target } }],
  ] as const) {
    expect(await as("a deployer")("POST", path, body)).toMatchObject({ status: 404 });
  }
});

/** Returns a response without what differs from call to call, and without the organization's name. */
function comparable({ status, headers, body }: Answer, org: string) {
  const { requestId, ...facts } = body;
  const stable = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name));
  return { status, headers: stable, body: JSON.parse(JSON.stringify(facts).replaceAll(org, "{org}")) };
}

test.each([
  ["somebody without a key", 401],
  ["a deployer", 403],
  ["an admin of another organization", 404],
  ["an admin", 400],
] as const)("the body is parsed after the key is checked: %s gets %i", async (caller, status) => {
  expect(await as(caller)("PUT", "/v1/orgs/acmecorp/profiles/prod", "{")).toMatchObject({ status });
});

test.each([
  ["somebody without a key", 401],
  ["a deployer of another app", 403],
  ["an admin of another organization", 404],
  ["a deployer", 400],
] as const)(
  "the rest of the body is parsed after its target is checked: %s gets %i",
  async (caller, status) => {
    const body = { ...makeTarget({ stage: "dev" }), surprise: true };
    expect(await as(caller)("POST", "/v1/resolve", body)).toMatchObject({ status });
  },
);

const target = (app: string, stage: string) => makeTarget({ app, stage });
const statusesOf = async (scope: object, app: string, stage: string) => {
  const { key } = await makeKey({ scope });
  const deployer = apiAt(stack.facts.url, key);
  const input = { safeguards: [], input: { target: target(app, stage) } };
  const resolved = await deployer("POST", "/v1/resolve", target(app, stage));
  const evaluated = await deployer("POST", "/v1/safeguards/evaluate", input);
  return [resolved.status, evaluated.status];
};

test.each([
  [{}, "storefront", "prod"],
  [{ apps: ["storefront"] }, "storefront", "unmapped"],
  [{ stages: ["dev", "qa"] }, "storefront", "qa"],
  [{ apps: ["backoffice", "storefront"], stages: ["dev"] }, "storefront", "dev"],
])("the scope %j covers the app %s with the stage %s", async (scope, app, stage) => {
  expect(await statusesOf(scope, app, stage)).toEqual([200, 200]);
});

test.each([
  [{ apps: ["backoffice"] }, "storefront", "dev"],
  [{ apps: ["store"] }, "storefront", "dev"],
  [{ stages: ["dev"] }, "storefront", "prod"],
  [{ stages: ["dev"] }, "storefront", "DEV"],
  [{ apps: ["storefront"], stages: ["dev"] }, "storefront", "prod"],
  [{ apps: ["backoffice"], stages: ["dev"] }, "storefront", "dev"],
  [{ apps: ["backoffice"] }, "nosuchapp", "dev"],
])("the scope %j does not cover the app %s with the stage %s", async (scope, app, stage) => {
  expect(await statusesOf(scope, app, stage)).toEqual([403, 403]);
});

test("the problem about a scope that does not cover a target names both and says what to do", async () => {
  const { body } = await as("a deployer of another app")("POST", "/v1/resolve", target("storefront", "dev"));
  expect(body.detail).toMatch(/app storefront with the stage dev.*Ask an admin/);
});
