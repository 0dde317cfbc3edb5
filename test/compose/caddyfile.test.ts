import { legacyProtocol, maxBodyBytes, ProblemBody, routes, ServiceId } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { caddyfile } from "../../deploy/src/caddyfile.ts";
import { legacyPattern, routePattern, servicePort } from "../../deploy/src/route-pattern.ts";
import { httpRoutes } from "../../services/legacy/src/http.ts";
import type { Ports } from "../../services/legacy/src/ports.ts";

/** The services whose pattern takes a request URI. */
function takersOf(uri: string): ServiceId[] {
  return ServiceId.options.filter((service) => new RegExp(routePattern(service)).test(uri));
}

test.each(routes.map(({ path, service }) => [path, service] as const))(
  "%s goes to %s and nowhere else",
  (path, service) => {
    const uri = path.replaceAll(/\{\w+\}/g, "a-1");
    expect(takersOf(uri)).toEqual([service]);
    expect(takersOf(`${uri}?limit=1`)).toEqual([service]);
    expect(takersOf(`${uri}/`)).toEqual([]);
    expect(uri).not.toMatch(new RegExp(legacyPattern));
  },
);

test("a stage with an encoded slash is one segment", () => {
  expect(takersOf("/v1/orgs/acmecorp/apps/shop/stages/feature%2Flogin")).toEqual(["profiles"]);
});

test("what is under /services/<name>/ goes to that service", () => {
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
])("%s belongs to no service", (uri) => expect(takersOf(uri)).toEqual([]));

// Only the paths are looked at, and they need no port.
const legacyPaths = new Set(httpRoutes({} as Ports).map(({ contract }) => contract.path));

test.each([...legacyPaths, "/core", "/core?x=1", "/core/tenants/acmecorp/stages/${opt:stage}"])(
  "%s goes to the service that answers the existing clients, and to no service's API",
  (uri) => {
    expect(uri).toMatch(new RegExp(legacyPattern));
    expect(takersOf(uri)).toEqual([]);
  },
);

test("the existing clients find the edge at their own port, where everything goes to that service", () => {
  const [, site = ""] = caddyfile().split(`\n:${legacyProtocol.port} {`);
  expect([...site.matchAll(/^\t{4}(name|port) (.*)$/gm)].map(([, , value]) => value)).toEqual([
    "legacy",
    String(servicePort),
  ]);
});

test.each(["/corporate", "/v1/core", "/v1/orgs", "/services/resolver/core"])(
  "%s is no path of theirs",
  (uri) => {
    expect(uri).not.toMatch(new RegExp(legacyPattern));
  },
);

test("no matcher is defined twice in a site, which Caddy refuses", () => {
  for (const site of caddyfile().split(/^:\d+ \{$/m)) {
    const names = [...site.matchAll(/^\t(@\w+) /gm)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
  }
});

test("the edge takes bodies as large as the services do", () => {
  expect(caddyfile()).toContain(`max_size ${maxBodyBytes}`);
});

/** What the edge answers itself: status and body, in the order of its configuration. */
function refusals(): { readonly status: number; readonly body: unknown }[] {
  return [...caddyfile().matchAll(/respond .*`(.*)` (\d+)/g)].map(([, body = "", status]) => ({
    status: Number(status),
    body: JSON.parse(body.replace(/^\\\{/, "{").replace(/\\\}$/, "}")),
  }));
}

test("what the edge refuses itself is a problem like any other", () => {
  const problems = refusals()
    .slice(2, 4)
    .map(({ status, body }) => {
      const problem = ProblemBody.parse(body);
      expect(problem.status).toBe(status);
      return problem.code;
    });
  expect(problems).toEqual(["too-large", "unavailable"]);
});

test("what the edge refuses to the existing clients is a sentence that they show", () => {
  const sentences = refusals().filter(({ body }) => !ProblemBody.safeParse(body).success);
  const expected = [
    { status: 413, body: { errorMessage: expect.stringContaining("6 MiB") } },
    { status: 503, body: { errorMessage: expect.stringContaining("does not answer") } },
  ];
  expect(sentences).toEqual([...expected, ...expected]);
});
