import { z } from "zod";
import { routes } from "./catalogue.ts";
import type { RouteContract } from "./define-route.ts";
import type { ServiceId } from "./names.ts";
import { ProblemBody } from "./problem.ts";

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
  const status = String(route.status ?? 200);
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.service],
    ...(route.allow === "anyone"
      ? {}
      : { security: [{ accessKey: [] }], description: `For: ${route.allow.join(", ")}.` }),
    parameters: [...parametersIn("path", route.params), ...parametersIn("query", route.query)],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(jsonSchema(route.body, "input")) } }),
    responses: {
      [status]: {
        description: route.status === 201 ? "Created" : route.status === 204 ? "Done" : "OK",
        ...(route.response === undefined ? {} : { content: json(jsonSchema(route.response, "output")) }),
      },
      default: {
        description: "A problem, by RFC 9457",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** `getOrgsProfilesByProfile`-like ids, so that generated clients get a stable name for each operation. */
function operationId({ method, path }: RouteContract): string {
  const words = path.split(/[/{}-]+/).filter((word) => word !== "" && word !== "v1");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parametersIn(place: "path" | "query", schema: z.ZodType | undefined): JsonObject[] {
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
