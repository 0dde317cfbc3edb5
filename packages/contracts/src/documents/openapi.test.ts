import { expect, test } from "vitest";
import { z } from "zod";
import { ServiceId } from "../values/names.ts";
import { openApiDocument } from "./openapi.ts";

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z.array(z.object({ name: z.string(), in: z.string() })),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});
const { paths } = Document.parse(openApiDocument(["profiles"], "1.0.0"));

/** The headers that the operations of a method document, each combination once. */
function headersOf(method: string): string[] {
  // A session has no version that a change could be based on, and a stream is no resource.
  const { "/v1/session": _session, "/v1/orgs/{org}/events": _stream, ...resources } = paths;
  const operations = Object.values(resources).flatMap((path) => path[method] ?? []);
  const headers = operations.map(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name),
  );
  return [...new Set(headers.map((names) => names.join(", ")))];
}

test("every PUT, PATCH and DELETE of a resource documents If-Match, a PUT also If-None-Match, and a GET neither", () => {
  expect(headersOf("put")).toEqual(["If-Match, If-None-Match"]);
  expect(headersOf("patch")).toEqual(["If-Match"]);
  expect(headersOf("delete")).toEqual(["If-Match"]);
  expect(headersOf("get")).toEqual([""]);
});

test("a rollback documents If-Match, though it is a POST", () => {
  const rollback = paths["/v1/orgs/{org}/profiles/{profile}/versions/{version}/rollback"]?.["post"];
  expect(rollback?.parameters).toContainEqual({ name: "If-Match", in: "header" });
});

test("a stream is documented as server-sent events, with the header by which it is resumed", () => {
  const { parameters, responses } = paths["/v1/orgs/{org}/events"]?.["get"] ?? {};
  expect(parameters).toContainEqual({ name: "last-event-id", in: "header" });
  const schema = { $ref: "#/components/schemas/CloudEvent" };
  expect(responses).toMatchObject({ 200: { content: { "text/event-stream": { schema } } } });
});

test("the id of an operation is the name that its contract is exported under", () => {
  expect(paths["/v1/orgs/{org}/profiles/{profile}"]?.["put"]?.operationId).toBe("putProfile");
});

test("every reference in the OpenAPI document leads to one of its schemas", () => {
  const document = openApiDocument(ServiceId.options, "1.0.0");
  const { components } = z
    .object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) })
    .parse(document);
  const referred = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(referred.length).toBeGreaterThan(50);
  expect(referred.filter((name) => !(String(name) in components.schemas))).toEqual([]);
});

test("a schema with a default is documented twice: as it is sent, and as it is answered", () => {
  const { components } = openApiDocument(["profiles"], "1.0.0") as {
    components: { schemas: Record<string, { required: string[] }> };
  }; // its references were tested above
  expect(components.schemas["AccessRoleInput"]?.required).toEqual(["roleArn"]);
  expect(components.schemas["AccessRole"]?.required).toEqual(["roleArn", "durationSeconds"]);
});

test("an endpoint documents the problems that it declares and those of its kind", () => {
  const { responses } = paths["/v1/orgs/{org}/profiles/{profile}"]?.["delete"] ?? {};
  expect(JSON.stringify(responses)).toContain("`profile-in-use`");
  expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(["401", "403", "404", "409", "412"]));
});
