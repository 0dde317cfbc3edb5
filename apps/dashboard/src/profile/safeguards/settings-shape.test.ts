import { expect, test } from "vitest";
import { fits, shapesOf, startOf } from "./settings-shape.ts";

const texts = { type: "array", items: { type: "string" } };

test.each([
  [{ type: "string", maxLength: 256 }, [{ kind: "text", isCode: false }]],
  [{ type: "string", maxLength: 65_536 }, [{ kind: "text", isCode: true }]],
  [{ type: "string", enum: ["a", "b"] }, [{ kind: "choice", options: ["a", "b"] }]],
  [{ type: "object", additionalProperties: { type: "string" } }, [{ kind: "map" }]],
  [
    { anyOf: [{ type: "object", properties: {}, additionalProperties: false }, { type: "null" }] },
    [{ kind: "nothing" }],
  ],
  [{ anyOf: [texts, { type: "string" }] }, [{ kind: "texts" }, { kind: "text", isCode: false }]],
  [{ type: "array", items: { type: "array", items: {} } }, [{ kind: "json" }]],
  [{}, [{ kind: "json" }]],
])("settings by the schema %j have the forms %j", (schema, shapes) => {
  expect(shapesOf(schema)).toEqual(shapes);
});

const count = {
  type: "object",
  properties: {
    least: {
      type: "integer",
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 2,
      description: "The fewest.",
    },
    name: { type: "string" },
  },
  required: ["name"],
};

test("a field says what it means, whether it is required, and what counts without it", () => {
  expect(shapesOf(count)).toEqual([
    {
      kind: "object",
      fields: [
        {
          name: "least",
          shape: { kind: "number", min: 1, max: undefined },
          about: "The fewest.",
          isRequired: false,
          fallback: 2,
        },
        {
          name: "name",
          shape: { kind: "text", isCode: false },
          about: undefined,
          isRequired: true,
          fallback: undefined,
        },
      ],
    },
  ]);
});

test("a value that a form cannot hold does not fit it, so that nothing is lost in it", () => {
  const [shape = { kind: "nothing" }] = shapesOf(count);
  expect(fits(shape, { least: 3 })).toBe(true);
  expect(fits(shape, { least: "3" })).toBe(false);
  expect(fits(shape, { least: 3, more: true })).toBe(false);
  expect(fits({ kind: "texts" }, ["a", 1])).toBe(false);
  expect(fits({ kind: "nothing" }, { a: 1 })).toBe(false);
});

test("a form begins with what is required, and its beginning fits it", () => {
  const [shape = { kind: "nothing" }] = shapesOf({ type: "array", items: count });
  expect(startOf(shape)).toEqual([{ name: "" }]);
  expect(fits(shape, startOf(shape))).toBe(true);
});
