import { expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./openapi.ts";

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string(), in: z.string() })) })),
  ),
});
const { paths } = Document.parse(openApiDocument(["profiles"], "1.0.0"));

/** The headers that operations of a method are documented with, each combination once. */
function headersOf(method: string): string[] {
  const operations = Object.values(paths).flatMap((path) => path[method] ?? []);
  const headers = operations.map(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name),
  );
  return [...new Set(headers.map((names) => names.join(", ")))];
}

test("every change names the conditions that it can be made on, and no read does", () => {
  expect(headersOf("put")).toEqual(["If-Match, If-None-Match"]);
  expect(headersOf("patch")).toEqual(["If-Match"]);
  expect(headersOf("delete")).toEqual(["If-Match"]);
  expect(headersOf("get")).toEqual([""]);
});

test("a rollback is guarded like any other change of a profile", () => {
  const rollback = paths["/v1/orgs/{org}/profiles/{profile}/versions/{version}/rollback"]?.["post"];
  expect(rollback?.parameters).toContainEqual({ name: "If-Match", in: "header" });
});
