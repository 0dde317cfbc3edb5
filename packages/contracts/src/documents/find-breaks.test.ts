import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type ContractsDescription, describeContracts } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";
import { findBreaks } from "./find-breaks.ts";

// The contracts of the last release. At a release, and only then, `npm run release-contracts` replaces them by those of now.
const released = new URL("../../released/contracts.json", import.meta.url);

test("nothing that relies on the contracts of the last release breaks", async () => {
  expect(findBreaks(JSON.parse(await readFile(released, "utf8")), describeContracts())).toEqual([]);
});

const text = { type: "string" };
const object = (properties: JsonObject, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const contractsWith = (more: Partial<ContractsDescription>): ContractsDescription => ({
  ...{ schemas: {}, requests: {}, events: {}, endpoints: {} },
  ...more,
});
const endpoint = (body: JsonObject, response: JsonObject) =>
  contractsWith({ endpoints: { "PUT /v1/x": { body, response } } });
const request = (output: JsonObject, outputAsRead = output) =>
  contractsWith({ requests: { "x.v1.ask": { output, outputAsRead } } });

describe("findBreaks reports", () => {
  test.each<[string, ContractsDescription, ContractsDescription, string]>([
    [
      "an endpoint that was removed",
      endpoint(object({}), object({})),
      contractsWith({}),
      "PUT /v1/x was removed",
    ],
    [
      "a field of an input that is required now",
      endpoint(object({ a: text }), object({})),
      endpoint(object({ a: text }, ["a"]), object({})),
      "PUT /v1/x: body.a is required",
    ],
    [
      "a field of an answer that was removed",
      endpoint(object({}), object({ a: text })),
      endpoint(object({}), object({})),
      "PUT /v1/x: response.a was removed",
    ],
    [
      "a field of an answer that is not always there any more",
      endpoint(object({}), object({ a: text }, ["a"])),
      endpoint(object({}), object({ a: text })),
      "PUT /v1/x: response.a is required",
    ],
    [
      "a word that an input no longer takes",
      endpoint(object({ a: { type: "string", enum: ["x", "y"] } }), object({})),
      endpoint(object({ a: { type: "string", enum: ["x"] } }), object({})),
      "PUT /v1/x: body.a may be y",
    ],
    [
      "a limit of an input that is narrower",
      endpoint(object({ a: { type: "string", maxLength: 9 } }), object({})),
      endpoint(object({ a: { type: "string", maxLength: 8 } }), object({})),
      "PUT /v1/x: body.a has another maxLength",
    ],
    [
      "a field that a service must be answered, and the release before does not answer",
      request(object({})),
      request(object({ a: text }, ["a"])),
      "x.v1.ask: output.a is required",
    ],
    [
      "a field that the release before refuses in an answer",
      request({ ...object({}), additionalProperties: false }),
      request(object({ a: text })),
      "x.v1.ask: output.a is not known",
    ],
  ])("%s", (_what, before, after, found) => {
    expect(findBreaks(before, after)).toEqual([found]);
  });
});

describe("findBreaks does not report", () => {
  test.each<[string, ContractsDescription, ContractsDescription]>([
    [
      "a field of an input that may be left out",
      endpoint(object({}), object({})),
      endpoint(object({ a: text }), object({})),
    ],
    [
      "a new field of an answer",
      endpoint(object({}), object({})),
      endpoint(object({}), object({ a: text }, ["a"])),
    ],
    [
      "a field between services that is filled in where it is not answered",
      request(object({})),
      request(object({ a: text }, ["a"]), object({ a: text })),
    ],
    [
      "a schema that was given a name",
      endpoint(object({ a: object({ b: text }) }), object({})),
      {
        ...endpoint(object({ a: { $ref: "#/A" } }), object({})),
        schemas: { A: object({ b: text }) },
      },
    ],
  ])("%s", (_what, before, after) => {
    expect(findBreaks(before, after)).toEqual([]);
  });
});
