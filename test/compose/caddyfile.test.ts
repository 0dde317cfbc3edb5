import { legacyProtocol, maxBodyBytes, ProblemBody, routes, ServiceId } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { caddyfile } from "../../deploy/src/caddyfile.ts";
import { legacyPattern, routePattern, servicePort } from "../../deploy/src/route-pattern.ts";
import type { Ports } from "../../services/legacy/src/common/ports.ts";
import { httpRoutes } from "../../services/legacy/src/http.ts";

/** Returns the services whose pattern matches a request URI. */
function takersOf(uri: string): ServiceId[] {
  return ServiceId.options.filter((service) => new RegExp(routePattern(service)).test(uri));
}

test.each(routes.map(({ path, service }) => [path, service] as const))(
  "the edge sends %s to %s and to no other service",
  (path, service) => {
    const uri = path.replaceAll(/\{\w+\}/g, "a-1");
    expect(takersOf(uri)).toEqual([service]);
    expect(takersOf(`${uri}?limit=1`)).toEqual([service]);
    expect(takersOf(`${uri}/`)).toEqual([]);
    expect(uri).not.toMatch(new RegExp(legacyPattern));
  },
);

test("the edge treats a stage with an encoded slash as one segment", () => {
  expect(takersOf("/v1/orgs/acmecorp/apps/shop/stages/feature%2Flogin")).toEqual(["profiles"]);
});

test("the edge sends a path under /services/<name>/ to that service", () => {
  for (const service of ServiceId.options) expect(takersOf(`/services/${service}/readyz`)).toEqual([service]);
});

test.each([
  "/",
  "/readyz",
  "/metrics",
  "/openapi.json",
  "/docs",
  "/problems/no-profile",
  "/v1",
  "/v1/resolver",
  "/nowhere?/v1/resolve",
])("the edge sends %s to no service", (uri) => expect(takersOf(uri)).toEqual([]));

// Only the paths of the routes are used, and these need no ports.
const legacyPaths = new Set(httpRoutes({} as Ports).map(({ contract }) => contract.path));

test.each([...legacyPaths, "/core", "/core?x=1", "/core/tenants/acmecorp/stages/${opt:stage}"])(
  "the edge sends %s to the service for the existing clients, and to no service's API",
  (uri) => {
    expect(uri).toMatch(new RegExp(legacyPattern));
    expect(takersOf(uri)).toEqual([]);
  },
);

test("the edge sends everything at the port of the existing clients to the service for them", () => {
  const [, site = ""] = caddyfile().split(`\n:${legacyProtocol.port} {`);
  expect([...site.matchAll(/^\t{4}(name|port) (.*)$/gm)].map(([, , value]) => value)).toEqual([
    "legacy",
    String(servicePort),
  ]);
});

test.each(["/corporate", "/v1/core", "/v1/orgs", "/services/resolver/core"])(
  "the path %s is not one of the existing clients",
  (uri) => {
    expect(uri).not.toMatch(new RegExp(legacyPattern));
  },
);

test("no matcher is defined twice in a site, which Caddy does not accept", () => {
  for (const site of caddyfile().split(/^:\d+ \{$/m)) {
    const names = [...site.matchAll(/^\t(@\w+) /gm)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
  }
});

test("the edge accepts bodies as large as the services do", () => {
  expect(caddyfile()).toContain(`max_size ${maxBodyBytes}`);
});

/** Returns the edge's own responses, with status and body, in the order of its configuration. */
function edgeResponses(): { readonly status: number; readonly body: unknown }[] {
  return [...caddyfile().matchAll(/respond .*`(.*)` (\d+)/g)].map(([, body = "", status]) => ({
    status: Number(status),
    body: JSON.parse(body.replace(/^\\\{/, "{").replace(/\\\}$/, "}")),
  }));
}

test("the edge's own error responses are problems like any other", () => {
  const problems = edgeResponses()
    .slice(2, 4)
    .map(({ status, body }) => {
      const problem = ProblemBody.parse(body);
      expect(problem.status).toBe(status);
      return problem.code;
    });
  expect(problems).toEqual(["too-large", "unavailable"]);
});

test("the edge's own error responses to existing clients are a sentence that they show", () => {
  const sentences = edgeResponses().filter(({ body }) => !ProblemBody.safeParse(body).success);
  const expected = [
    { status: 413, body: { errorMessage: expect.stringContaining("6 MiB") } },
    { status: 503, body: { errorMessage: expect.stringContaining("does not answer") } },
  ];
  expect(sentences).toEqual([...expected, ...expected]);
});
