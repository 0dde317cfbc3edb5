import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "../problems/problem.ts";
import { findSyntaxError } from "./json-syntax.ts";
import { parseJson } from "./parse-json.ts";

function problemOf(text: string): Problem {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`accepted ${text}`);
}

test("parseJson returns what JSON.parse returns", () => {
  // The key __proto__ is the only intended difference.
  const json = fc.json({ maxDepth: 6 }).filter((text) => !text.includes("__proto__"));
  fc.assert(
    fc.property(json, (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("parseJson throws nothing but problems", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "\\",
    '"a"',
    "1",
    "null",
    " ",
    "\\u0061",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        parseJson(pieces.join(""));
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
      }
    }),
  );
});

test("parseJson rejects a key that an object has twice, and names its path", () => {
  expect(problemOf('{"a":[0,{"b":1,"b":2}]}').facts.errors).toEqual([
    { path: "$.a[1].b", message: "this key stands twice in its object; remove one" },
  ]);
});

test("parseJson recognizes a repeated key though one of them is escaped", () => {
  expect(problemOf('{"a":1,"\\u0061":2}').facts.detail).toContain("stands twice");
  expect(problemOf('{"__pro\\u0074o__":1}').facts.detail).toContain("__proto__");
});

test("parseJson accepts the same key in different objects", () => {
  expect(parseJson('{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}')).toBeTruthy();
});

test("parseJson treats quotes and brackets inside of strings as text", () => {
  expect(parseJson('{"a\\"}":"[[[{\\\\"}')).toEqual({ 'a"}': "[[[{\\" });
});

test.each([1_000, 10_000, 1_000_000])(
  "parseJson rejects a nesting of %i levels without a stack overflow",
  (depth) => {
    expect(problemOf("[".repeat(depth) + "]".repeat(depth)).facts.detail).toContain("deeper than 100");
    expect(problemOf(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`).facts.detail).toContain(
      "deeper than 100",
    );
  },
);

test("parseJson accepts a nesting of 100 levels", () => {
  expect(parseJson("[".repeat(100) + "]".repeat(100))).toBeTruthy();
});

test.each([
  ['{"app": oops}', "line 1, column 9"],
  ['{\n  "a": [1,\n  2,]\n}', "line 3, column 5"],
  ['{"a": tru}', "line 1, column 7"],
  ['{"a" 1}', "line 1, column 6"],
  ['{"a": "b\\x"}', "line 1, column 9"],
  ['{"a": "tab\tinside"}', "line 1, column 11"],
  ['{"a": 01}', "line 1, column 8"],
  ["[1] 2", "line 1, column 5"],
  ['{"a": "\\\\", }', "line 1, column 13"],
  ['{"a": {"b": 1}', "line 1, column 15: it ends too early"],
  ['"never closed', "line 1, column 14: it ends too early"],
])("parseJson names the line and column where the syntax of %s is broken", (text, place) => {
  expect(problemOf(text)).toMatchObject({
    code: "malformed",
    facts: { detail: expect.stringContaining(place) },
  });
});

test("findSyntaxError finds an error exactly where JSON.parse throws", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "\\",
    '"a"',
    "1",
    "-",
    "e",
    "null",
    " ",
    "\\u00",
    "61",
    "\n",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      ),
      (text) => {
        const at = findSyntaxError(text);
        if (isJson(text)) expect(at).toBe(text.length);
        // The text before the position could be continued to valid JSON, but not with the character at the position.
        else expect(at).toBeLessThanOrEqual(text.length);
        if (at < text.length) expect(isJson(text)).toBe(false);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("parseJson never repeats the text, which may hold a secret", () => {
  expect(JSON.stringify(problemOf('{"password": "hunter2hunter2", oops}').toBody())).not.toContain("hunter2");
});

test("parseJson says of an empty text that it is empty", () => {
  expect(problemOf("  ").facts.detail).toContain("it is empty");
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
