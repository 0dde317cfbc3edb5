import { expect, test } from "vitest";
import { z } from "zod";
import { events, requests, routes } from "./catalogue.ts";

// A difference here is a change of the wire: inside v1, only additions are allowed. `npm run docs` takes it over.

function schemaOf(schema: z.ZodType | undefined, io: "input" | "output") {
  return schema && z.toJSONSchema(schema, { io, unrepresentable: "any" });
}

test("the requests between services are what they were", async () => {
  const wire = requests.map(({ subject, callers, timeoutMs, input, output }) => ({
    subject,
    callers,
    timeoutMs,
    input: schemaOf(input, "input"),
    output: schemaOf(output, "output"),
  }));
  await expect(JSON.stringify(wire, null, 2)).toMatchFileSnapshot("__snapshots__/requests.json");
});

test("the events are what they were", async () => {
  const wire = events.map(({ subject, data }) => ({ subject, data: schemaOf(data, "output") }));
  await expect(JSON.stringify(wire, null, 2)).toMatchFileSnapshot("__snapshots__/events.json");
});

test("the endpoints are what they were", async () => {
  const wire = routes.map(({ method, path, allow, status, params, query, headers, body, response }) => ({
    endpoint: `${method} ${path}`,
    allow,
    status: status ?? 200,
    params: schemaOf(params, "input"),
    query: schemaOf(query, "input"),
    headers: schemaOf(headers, "input"),
    body: schemaOf(body, "input"),
    response: schemaOf(response, "output"),
  }));
  await expect(JSON.stringify(wire, null, 2)).toMatchFileSnapshot("__snapshots__/endpoints.json");
});
