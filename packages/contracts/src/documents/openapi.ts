import { z } from "zod";
import { nameOf, routes } from "../catalogue/catalogue.ts";
import { allowedBy } from "../catalogue/operations-of.ts";
import type { RouteContract } from "../define/define-route.ts";
import { isGuarded } from "../define/define-route.ts";
import { problemsOf } from "../define/problems-of.ts";
import { ProblemBody, problems } from "../problems/problem.ts";
import type { ServiceId } from "../values/names.ts";
import { sessionCookieName, sessionRequestHeader } from "../values/session.ts";
import { DocumentedSchemas, type JsonObject } from "./documented-schemas.ts";

/** The OpenAPI 3.1 document of the endpoints of the given services, made from their route contracts. */
export function openApiDocument(services: readonly ServiceId[], version: string): JsonObject {
  const schemas = new DocumentedSchemas("#/components/schemas/");
  const problem = schemas.schemaOf(ProblemBody, "output");
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    if (!services.includes(route.service)) continue;
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, schemas, problem),
    };
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
      securitySchemes: {
        accessKey: { type: "http", scheme: "bearer", description: "An access key: sp_…" },
        session: {
          ...{ type: "apiKey", in: "cookie", name: `__Host-${sessionCookieName}` },
          description:
            "The cookie of a browser that signed in at POST /v1/session; on the loopback, its name is " +
            `${sessionCookieName}_ and the port. Except for GET, a request with it also has the header ` +
            `${sessionRequestHeader}: 1, and comes from a page of the same origin.`,
        },
      },
      schemas: schemas.all(),
    },
  };
}

function operation(route: RouteContract, schemas: DocumentedSchemas, problem: JsonObject): JsonObject {
  const allowed = allowedBy(route);
  return {
    operationId: nameOf(route),
    summary: route.summary,
    tags: [route.service],
    ...(allowed === "anyone"
      ? {}
      : {
          security: [{ accessKey: [] }, { session: [] }],
          description: `Needs the permission \`${permissionsOf(route)}\`. For: ${allowed.join(", ")}.`,
        }),
    parameters: [
      ...parametersIn("path", route.params, schemas),
      ...parametersIn("query", route.query, schemas),
      ...parametersIn("header", route.headers, schemas),
      ...(isGuarded(route) ? [ifMatch] : []),
      ...(route.method === "PUT" ? [ifNoneMatch] : []),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: accepted(route, schemas.schemaOf(route.body, "input")) } }),
    responses: {
      ...successes(route, schemas),
      ...problemResponses(route, problem),
    },
  };
}

/** What a caller needs, where the body decides also for each value of its field. */
function permissionsOf({ action, actionBy }: RouteContract): string {
  return actionBy === undefined ? action : Object.values(actionBy.actions).join("` or `");
}

const ifMatch = {
  name: "If-Match",
  in: "header",
  required: false,
  description:
    'Make the change only if the ETag is still the one that was read, such as "7"; with *, only if it exists.',
  schema: { type: "string" },
};

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "With *, make the change only if nothing exists yet, and never replace anything.",
  schema: { type: "string" },
};

function successes(route: RouteContract, schemas: DocumentedSchemas): JsonObject {
  const schema = route.response === undefined ? undefined : schemas.schemaOf(route.response, "output");
  const isVersioned =
    route.response instanceof z.ZodObject &&
    ("version" in route.response.shape || "revision" in route.response.shape);
  const success = (description: string) => ({
    description,
    ...(isVersioned
      ? { headers: { ETag: { description: "Its version.", schema: { type: "string" } } } }
      : {}),
    ...(schema === undefined ? {} : { content: route.isStream ? eventStream(schema) : json(schema) }),
  });
  if (route.method === "PUT") return { 200: success("Replaced"), 201: success("Created") };
  const status = route.status ?? 200;
  return { [status]: success({ 200: "OK", 201: "Created", 204: "Done" }[status]) };
}

/** The problems of an endpoint, grouped by status: several can have the same. */
function problemResponses(route: RouteContract, schema: JsonObject): JsonObject {
  const codes = problemsOf(route);
  const entries = codes.map((code) => {
    const { status } = problems[code];
    const alike = codes.filter((other) => problems[other].status === status);
    const description = alike
      .map((other) => `[\`${other}\`](/problems/${other}): ${problems[other].title}.`)
      .join(" ");
    return [status, { description, content: { "application/problem+json": { schema } } }];
  });
  return Object.fromEntries(entries);
}

function parametersIn(
  location: "path" | "query" | "header",
  schema: z.ZodType | undefined,
  schemas: DocumentedSchemas,
): JsonObject[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).map(([name, field]) => ({
    name,
    in: location,
    required: location === "path",
    schema: schemas.schemaOf(field, "input"),
  }));
}

function accepted({ readsYaml = false }: RouteContract, schema: JsonObject): JsonObject {
  return readsYaml ? { ...json(schema), "application/yaml": { schema } } : json(schema);
}

/** The schema is that of the data of each event. */
function eventStream(schema: JsonObject): JsonObject {
  return { "text/event-stream": { schema } };
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}
