import { expect, test } from "vitest";
import { z } from "zod";
import { parseKnown } from "./parse-known.ts";

const Point = z.strictObject({ x: z.int(), y: z.int().default(0) });

test("parseKnown drops unknown fields of strict objects at every depth", () => {
  const schema = z.strictObject({ points: z.array(Point), byName: z.record(z.string(), Point.nullable()) });
  const value = { points: [{ x: 1, z: 3 }, { x: 2 }], byName: { a: { x: 4, t: 1 }, b: null }, more: {} };
  expect(parseKnown(schema, value)).toEqual({
    points: [
      { x: 1, y: 0 },
      { x: 2, y: 0 },
    ],
    byName: { a: { x: 4, y: 0 }, b: null },
  });
});

test("parseKnown does not change the value itself", () => {
  const value = { x: 1, more: 2 };
  parseKnown(Point, value);
  expect(value).toEqual({ x: 1, more: 2 });
});

test("parseKnown chooses the member of a union with the fewest unknown fields", () => {
  const schema = z.union([z.strictObject({ a: z.int() }), z.strictObject({ a: z.int(), b: z.int() })]);
  expect(parseKnown(schema, { a: 1, b: 2, c: 3 })).toEqual({ a: 1, b: 2 });
});

test("parseKnown applies the rules of an object to its known fields", () => {
  const schema = Point.refine(({ x, y }) => x > y, "must fall");
  expect(parseKnown(schema, { x: 1, more: 2 })).toEqual({ x: 1, y: 0 });
  expect(() => parseKnown(schema, { x: 0, more: 2 })).toThrow("must fall");
});

test("parseKnown keeps all fields where a schema allows any", () => {
  const schema = z.object({ facts: z.record(z.string(), z.unknown()), any: z.unknown() });
  const value = { facts: { a: { b: 1 } }, any: { c: [{ d: 2 }] } };
  expect(parseKnown(schema, value)).toEqual(value);
});

const Shape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("dot") }),
  z.strictObject({ kind: z.literal("line"), length: z.int() }),
]);

test.each<[string, unknown]>([
  ["a tag that no member of a union has", { kind: "circle", radius: 1 }],
  ["a field that is missing beside one that is unknown", { kind: "line", width: 1 }],
  ["a value of another type", { kind: "line", length: "1", width: 1 }],
  ["no object at all", "dot"],
])("parseKnown throws for %s", (_what, value) => {
  expect(() => parseKnown(Shape, value)).toThrow(z.ZodError);
});
