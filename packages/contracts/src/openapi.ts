import { z } from "zod";
import { routes } from "./catalogue.ts";
import type { RouteContract } from "./define-route.ts";
import type { ServiceId } from "./names.ts";
import { ProblemBody, type ProblemCode, problems } from "./problem.ts";

type JsonObject = Record<string, unknown>;

/** The OpenAPI 3.1 document of the endpoints of the given services, made from their route contracts. */
export function openApiDocument(services: readonly ServiceId[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    if (!services.includes(route.service)) continue;
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Stagepass",
      version,
      description: "May this deploy go, and with what? Deployment profiles for AWS, answered in one call.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    tags: services.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { accessKey: { type: "http", scheme: "bearer", description: "An access key: sp_…" } },
      schemas: { Problem: jsonSchema(ProblemBody, "output") },
    },
  };
}

function operation(route: RouteContract): JsonObject {
  const isOpen = route.allow === "anyone";
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.service],
    ...(isOpen ? {} : { security: [{ accessKey: [] }], description: `For: ${route.allow.join(", ")}.` }),
    parameters: [
      ...parametersIn("path", route.params),
      ...parametersIn("query", route.query),
      ...parametersIn("header", route.headers),
      ...(isGuarded(route) ? [ifMatch] : []),
      ...(route.method === "PUT" ? [ifNoneMatch] : []),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(jsonSchema(route.body, "input")) } }),
    responses: {
      ...successes(route),
      ...Object.fromEntries(problemsOf(route).map((code) => problemEntry(code))),
    },
  };
}

/** Changes of what has a version can be guarded against lost updates. */
function isGuarded({ method, isGuarded = false }: RouteContract): boolean {
  return isGuarded || method === "PUT" || method === "PATCH" || method === "DELETE";
}

const ifMatch = {
  name: "If-Match",
  in: "header",
  required: false,
  description:
    'Make the change only if the thing is still as the ETag says that was read, such as "7"; with *, only if it exists.',
  schema: { type: "string" },
};

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "With *, add the thing, and never replace one that exists.",
  schema: { type: "string" },
};

function successes(route: RouteContract): JsonObject {
  const schema = route.response === undefined ? undefined : jsonSchema(route.response, "output");
  const isVersioned =
    route.response instanceof z.ZodObject &&
    ("version" in route.response.shape || "revision" in route.response.shape);
  const success = (description: string) => ({
    description,
    ...(isVersioned
      ? { headers: { ETag: { description: "Its version.", schema: { type: "string" } } } }
      : {}),
    ...(schema === undefined ? {} : { content: json(schema) }),
  });
  if (route.method === "PUT") return { 200: success("Replaced"), 201: success("Created") };
  const status = route.status ?? 200;
  return { [status]: success({ 200: "OK", 201: "Created", 204: "Done" }[status]) };
}

/** The problems that an endpoint of this form can have, beside those of its own meaning. */
function problemsOf(route: RouteContract): ProblemCode[] {
  return [
    ...((route.params ?? route.query ?? route.body) ? (["invalid"] as const) : []),
    ...(route.allow === "anyone" ? [] : (["unauthenticated", "forbidden", "not-found"] as const)),
    ...(route.method === "GET" ? [] : (["conflict"] as const)),
    ...(isGuarded(route) ? (["precondition-failed"] as const) : []),
    ...(route.body === undefined ? [] : (["too-large", "unsupported-media-type"] as const)),
    "internal",
    "unavailable",
  ];
}

function problemEntry(code: ProblemCode): [status: string, response: JsonObject] {
  const { status, title } = problems[code];
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return [String(status), { description: title, content }];
}

/** `getOrgsProfilesByProfile`-like ids, so that generated clients get a stable name for each operation. */
function operationId({ method, path }: RouteContract): string {
  const words = path.split(/[/{}-]+/).filter((word) => word !== "" && word !== "v1");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parametersIn(place: "path" | "query" | "header", schema: z.ZodType | undefined): JsonObject[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path",
    schema: jsonSchema(field, "input"),
  }));
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
