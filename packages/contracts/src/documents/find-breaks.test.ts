import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type ContractsDescription, describeContracts } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";
import { findBreaks } from "./find-breaks.ts";

// The contracts of the last release. At a release, and only then, `npm run release-contracts` replaces them by those of now.
const released = new URL("../../released/contracts.json", import.meta.url);

/** The scope of a key can hold patterns, which are longer than names and have other characters. */
function patternsIn(where: string): string[] {
  return ["apps[] has another maxLength", "apps[] has another pattern", "stages[] has another maxLength"].map(
    (text) => `${where}.scope.${text}`,
  );
}

/** The scope of a new key takes patterns, among which are all names that it took: who sends one is not touched by it. */
function widenedScope(where: string): string[] {
  return ["apps[] has another minLength", "apps[] has another pattern", "stages[] has another pattern"].map(
    (text) => `${where}.scope.${text}`,
  );
}

/** Intended breaks. Each of them means that the next update needs a stop. They are removed at the next release. */
const accepted = [
  // Roles and patterns in scopes that the last release does not know: it refuses whoever has such a key.
  "profiles.v1.authenticate: output.role may be admin, deployer, viewer, planner, editor, auditor",
  "profiles.v1.authenticate: output.keyId may be any other value",
  "profiles.v1.authenticate: output.scope.apps[] has another minLength",
  // Only an organization that has a stage map meets this value, and only an app that allows deploys without a profile meets
  // null: neither is saved before everything was updated.
  "profiles.v1.plan: output.profile.matchedBy may be org-stages",
  "profiles.v1.plan: output.profile is no object",
  // Only who names origins gets these values, and the last release cannot name any.
  "profiles.v1.open: output.parameters[].source may be instance, service",
  // The existing clients have a service of their own, which makes these requests instead of the resolver.
  ...[
    "get-org",
    "get-app",
    "list-apps",
    "save-app",
    "list-profiles",
    "create-profile",
    "create-access-key",
  ].map((name) => `profiles.v1.${name}: callers no longer has resolver`),
  ...widenedScope("profiles.v1.create-access-key: input.accessKey"),
  "profiles.v1.create-access-key: output.role may be viewer, planner, editor, auditor",
  ...patternsIn("profiles.v1.create-access-key: output"),
  "profiles.v1.create-access-key: output.scope.apps[] has another minLength",
  "profiles.v1.org.updated: data.changed.fields[] may be stages, staticKeys",
  // Without this change, no later release could announce the name of a new field.
  ...["org", "profile"].map(
    (what) => `profiles.v1.${what}.updated: data.changed.fields[] may be any other value`,
  ),
  ...["resolved", "blocked", "failed"].flatMap((what) =>
    ["profile.matchedBy may be org-stages", "profile is no object"].map(
      (text) => `resolver.v1.deployment.${what}: data.${text}`,
    ),
  ),
  ...widenedScope("POST /v1/orgs/{org}/access-keys: body"),
  ...patternsIn("POST /v1/orgs/{org}/access-keys: response"),
  ...patternsIn("GET /v1/orgs/{org}/access-keys: response.items[]"),
  ...patternsIn("GET /v1/orgs/{org}/access-keys/{keyId}: response"),
  // Nobody sends one to the last release, which would ignore it.
  "GET /v1/orgs/{org}/profiles/{profile}/access-role: query is gone or new as a whole",
  "POST /v1/resolve: response.profile is no object",
  "GET /v1/orgs/{org}/deployments: response.items[].profile is no object",
  "GET /v1/orgs/{org}/deployments/{deploymentId}: response.profile is no object",
];

test("nothing that relies on the contracts of the last release breaks, except for what is accepted", async () => {
  expect(findBreaks(JSON.parse(await readFile(released, "utf8")), describeContracts())).toEqual(accepted);
});

const text = { type: "string" };
const object = (properties: JsonObject, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const contractsWith = (more: Partial<ContractsDescription>): ContractsDescription => ({
  ...{ schemas: {}, requests: {}, events: {}, endpoints: {}, problems: {} },
  ...more,
});
const endpoint = (body: JsonObject, response: JsonObject) =>
  contractsWith({ endpoints: { "PUT /v1/x": { body, response } } });
const request = (output: JsonObject, outputAsRead = output) =>
  contractsWith({ requests: { "x.v1.ask": { output, outputAsRead } } });
const event = (data: JsonObject) => contractsWith({ events: { "x.v1.thing.done": { data } } });
const word = (...values: string[]) => object({ a: { type: "string", enum: values } });

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
      "a value that an input does not accept any more",
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
      "a value in an answer that the release before rejects",
      request(word("x")),
      request(word("x", "y")),
      "x.v1.ask: output.a may be y",
    ],
    [
      "a value in an event that earlier subscribers reject",
      event(word("x")),
      event(word("x", "y")),
      "x.v1.thing.done: data.a may be y",
    ],
    [
      "a field that subscribers need, and events of the release before do not have",
      event(object({})),
      event(object({ a: text }, ["a"])),
      "x.v1.thing.done: data.a is required",
    ],
    [
      "a role that may no longer call",
      contractsWith({ endpoints: { "GET /v1/x": { allow: ["admin", "deployer"] } } }),
      contractsWith({ endpoints: { "GET /v1/x": { allow: ["admin"] } } }),
      "GET /v1/x: allow no longer has deployer",
    ],
    [
      "an endpoint that anyone could call",
      contractsWith({ endpoints: { "GET /v1/x": { allow: "anyone" } } }),
      contractsWith({ endpoints: { "GET /v1/x": { allow: ["admin"] } } }),
      "GET /v1/x: allow no longer has anyone",
    ],
    [
      "another status of a success",
      contractsWith({ endpoints: { "POST /v1/x": { status: 200 } } }),
      contractsWith({ endpoints: { "POST /v1/x": { status: 201 } } }),
      "POST /v1/x: status is 201, and was 200",
    ],
    [
      "a service that may no longer ask",
      contractsWith({ requests: { "x.v1.ask": { callers: ["resolver"] } } }),
      contractsWith({ requests: { "x.v1.ask": { callers: [] } } }),
      "x.v1.ask: callers no longer has resolver",
    ],
    [
      "a problem that was removed",
      contractsWith({ problems: { conflict: { status: 409 } } }),
      contractsWith({}),
      "conflict was removed",
    ],
    [
      "a problem with another status",
      contractsWith({ problems: { conflict: { status: 409 } } }),
      contractsWith({ problems: { conflict: { status: 422 } } }),
      "conflict: status is 422, and was 409",
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
      "a new field between services, also where the schema is strict: who reads it drops it",
      request({ ...object({}), additionalProperties: false }),
      request(object({ a: text })),
    ],
    [
      "an endpoint that anyone may call now",
      contractsWith({ endpoints: { "GET /v1/x": { allow: ["admin"] } } }),
      contractsWith({ endpoints: { "GET /v1/x": { allow: "anyone" } } }),
    ],
    [
      "a field between services that is filled in where it is not answered",
      request(object({})),
      request(object({ a: text }, ["a"]), object({ a: text })),
    ],
    [
      "a schema that has a name now",
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
