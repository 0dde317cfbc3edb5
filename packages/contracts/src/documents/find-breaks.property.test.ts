import { expect, test } from "vitest";
import { type ContractsDescription, describeContracts } from "./describe-contracts.ts";
import type { JsonObject } from "./documented-schemas.ts";
import { findBreaks } from "./find-breaks.ts";

// Each kind of change is made to every contract, wherever in its schemas it is possible, and must be found each time.

const inputs = ["input", "params", "query", "headers", "body"];
const outputs = ["output", "data", "response"];
const described = describeContracts();

/** Makes a change everywhere. Returns where it was made, and where it was not found. */
function changeEverywhere(parts: readonly string[], change: (schema: JsonObject) => Iterable<() => void>) {
  const [made, unnoticed]: [string[], string[]] = [[], []];
  for (const { only, contract, key } of contractsOneByOne()) {
    const before = structuredClone(only);
    for (const part of parts) {
      for (const schema of schemasIn(contract[part], only.schemas)) {
        const was = structuredClone(schema);
        for (const apply of change(schema)) {
          apply();
          made.push(key);
          if (findBreaks(before, only).length === 0)
            unnoticed.push(`${key}: ${part}, in ${JSON.stringify(schema)}`);
          for (const name of Object.keys(schema)) delete schema[name];
          Object.assign(schema, structuredClone(was));
        }
      }
    }
  }
  return { made, unnoticed };
}

/** Each contract in its own description, with the named schemas that it refers to. */
function* contractsOneByOne() {
  for (const kind of ["requests", "events", "endpoints"] as const) {
    for (const [key, contract] of Object.entries(structuredClone(described[kind]))) {
      const none = { requests: {}, events: {}, endpoints: {}, problems: {} };
      const only: ContractsDescription = {
        ...none,
        schemas: structuredClone(described.schemas),
        [kind]: { [key]: contract },
      };
      yield { only, contract, key };
    }
  }
}

/** A schema and all schemas within it, each once, including those behind references. */
function* schemasIn(
  schema: unknown,
  named: ContractsDescription["schemas"],
  seen = new Set<unknown>(),
): Generator<JsonObject> {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return;
  seen.add(schema);
  if ("$ref" in schema) yield* schemasIn(named[String(schema.$ref).replace("#/", "")], named, seen);
  if (!Array.isArray(schema)) yield schema as JsonObject; // neither null nor a list
  for (const child of Object.values(schema)) yield* schemasIn(child, named, seen);
}

/** The fields of a schema. A field whose schema is `{}` may be anything. */
const fieldsOf = ({ properties }: JsonObject) => Object.keys(Object(properties));
const requiredIn = ({ required }: JsonObject): string[] => (Array.isArray(required) ? required : []);

test("findBreaks reports a field that is removed from any answer or event", () => {
  const { made, unnoticed } = changeEverywhere(outputs, (schema) =>
    requiredIn(schema).map((name) => () => {
      const { [name]: _, ...properties } = Object(schema["properties"]);
      Object.assign(schema, { properties, required: requiredIn(schema).filter((other) => other !== name) });
    }),
  );
  expect(unnoticed).toEqual([]);
  expect(made.length).toBeGreaterThan(500);
});

test("findBreaks reports a field that is removed from any input", () => {
  const { made, unnoticed } = changeEverywhere(inputs, (schema) =>
    (schema["additionalProperties"] === false ? fieldsOf(schema) : []).map((name) => () => {
      const { [name]: _, ...properties } = Object(schema["properties"]);
      Object.assign(schema, { properties, required: requiredIn(schema).filter((other) => other !== name) });
    }),
  );
  expect(unnoticed).toEqual([]);
  expect(made.length).toBeGreaterThan(100);
});

test("findBreaks reports a field that becomes required in any input", () => {
  const { made, unnoticed } = changeEverywhere(inputs, (schema) =>
    (schema["type"] === "object" && "properties" in schema ? ["added"] : []).map((name) => () => {
      const properties = { ...Object(schema["properties"]), [name]: { type: "string" } };
      Object.assign(schema, { properties, required: [...requiredIn(schema), name] });
    }),
  );
  expect(unnoticed).toEqual([]);
  expect(made.length).toBeGreaterThan(50);
});

test("findBreaks reports a value that is removed from any enum of an input", () => {
  const { made, unnoticed } = changeEverywhere(inputs, (schema) =>
    wordsIn(schema).map((_word, index) => () => {
      schema["enum"] = wordsIn(schema).filter((_other, at) => at !== index);
    }),
  );
  expect(unnoticed).toEqual([]);
  expect(made.length).toBeGreaterThan(20);
});

test("findBreaks reports a value that is added to any enum of an answer or event, except in open lists", () => {
  const { made, unnoticed } = changeEverywhere(["output", "data"], (schema) =>
    (wordsIn(schema).length > 0 ? ["added"] : []).map((word) => () => {
      schema["enum"] = [...wordsIn(schema), word];
    }),
  );
  expect(unnoticed.map((text) => text.split(":", 1)[0])).toEqual([
    "profiles.v1.org.updated",
    "profiles.v1.profile.updated",
    "profiles.v1.app.updated",
    "profiles.v1.service.updated",
    "profiles.v1.service.restored",
    "profiles.v1.instance.updated",
    "profiles.v1.instance.restored",
    "profiles.v1.blueprint.updated",
    "profiles.v1.provider.updated",
  ]);
  expect(made.length).toBeGreaterThan(20);
});

function wordsIn(schema: JsonObject): unknown[] {
  return Array.isArray(schema["enum"]) ? schema["enum"] : [];
}
