import { expect, test } from "vitest";
import { z } from "zod";
import { authenticate, Principal } from "../index.ts";
import { nameOf, requests, routes } from "./catalogue.ts";

/** Fields that say who is calling. The service that answers must look that up by the digest of the key instead. */
const identities = ["caller", "principal", "keyId", "by", "requestedBy", "reportedBy"];

test.each(requests)(
  "the input of $subject does not say who is calling: the service that answers looks it up",
  ({ input }) => {
    expect(identitiesIn(input)).toEqual([]);
  },
);

test.each([...requests, ...routes].map((contract) => [nameOf(contract), contract] as const))(
  "the contract %s declares which problems it throws",
  (_name, { throws }) => {
    expect(throws).toBeDefined();
  },
);

test.each([
  ["a caller", z.object({ caller: z.unknown() })],
  ["a caller's key", z.object({ org: z.string(), keyId: z.string() })],
  ["whoever holds a key, deep inside", z.object({ change: z.array(z.object({ who: Principal })) })],
])("the check for requests that say who is calling finds %s", (_, input) => {
  expect(identitiesIn(input)).not.toEqual([]);
});

test("the legacy service makes every request on behalf of a caller, except for authenticate", () => {
  const inItsOwnName = requests
    .filter(({ callers }) => callers.includes("legacy"))
    .filter((request) => !("action" in request) || !propertiesOf(schemaOf(request.input)).has("keyDigest"));
  expect(inItsOwnName).toEqual([authenticate]);
});

test("the resolver may send these six requests to other services, and no others", () => {
  const asked = requests.filter(({ callers }) => callers.includes("resolver"));
  expect(asked.map(({ subject }) => subject).sort()).toEqual([
    "credentials.v1.issue",
    "profiles.v1.authenticate",
    "profiles.v1.open",
    "profiles.v1.plan",
    "profiles.v1.plan-for",
    "safeguards.v1.evaluate",
  ]);
});

function identitiesIn(input: z.ZodType): string[] {
  const properties = propertiesOf(schemaOf(input));
  return identities.filter((name) => properties.has(name));
}

function schemaOf(input: z.ZodType): unknown {
  return z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
}

/** The names of all properties that a JSON Schema describes, at any depth. */
function propertiesOf(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return names;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "properties") for (const name of Object.keys(value)) names.add(name);
    propertiesOf(value, names);
  }
  return names;
}
