import { maxBodyBytes, ProblemBody, routes, ServiceId } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { caddyfile } from "../../deploy/src/caddyfile.ts";
import { routePattern } from "../../deploy/src/route-pattern.ts";

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
  "/v1",
  "/v1/resolver",
  "/nowhere?/v1/resolve",
])("%s belongs to no service", (uri) => expect(takersOf(uri)).toEqual([]));

test("the edge takes bodies as large as the services do", () => {
  expect(caddyfile()).toContain(`max_size ${maxBodyBytes}`);
});

test("what the edge refuses itself is a problem like any other", () => {
  const bodies = [...caddyfile().matchAll(/respond .*`(.*)` (\d+)/g)];
  const problems = bodies.map(([, body = "", status]) => {
    const problem = ProblemBody.parse(JSON.parse(body.replace(/^\\\{/, "{").replace(/\\\}$/, "}")));
    expect(problem.status).toBe(Number(status));
    return problem.code;
  });
  expect(problems).toEqual(["too-large", "unavailable"]);
});
