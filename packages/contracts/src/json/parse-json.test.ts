import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../problems/problem.ts";
import { findSyntaxError } from "./json-syntax.ts";
import { parseJson } from "./parse-json.ts";

function refusal(text: string): Problem {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`accepted ${text}`);
}

describe("parseJson", () => {
  test("reads what JSON.parse reads", () => {
    // A key __proto__ is the one difference that is wanted.
    const json = fc.json({ maxDepth: 6 }).filter((text) => !text.includes("__proto__"));
    fc.assert(
      fc.property(json, (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("never throws anything but a problem", () => {
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

  test("names the place of a key that stands twice", () => {
    expect(refusal('{"a":[0,{"b":1,"b":2}]}').facts.errors).toEqual([
      { path: "$.a[1].b", message: "this key stands twice in its object; remove one" },
    ]);
  });

  test("sees through escapes in keys", () => {
    expect(refusal('{"a":1,"\\u0061":2}').facts.detail).toContain("stands twice");
    expect(refusal('{"__pro\\u0074o__":1}').facts.detail).toContain("__proto__");
  });

  test("accepts the same key in different objects", () => {
    expect(parseJson('{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}')).toBeTruthy();
  });

  test("takes quotes and brackets in strings for text", () => {
    expect(parseJson('{"a\\"}":"[[[{\\\\"}')).toEqual({ 'a"}': "[[[{\\" });
  });

  test.each([1_000, 10_000, 1_000_000])("refuses a depth of %i without overflowing", (depth) => {
    expect(refusal("[".repeat(depth) + "]".repeat(depth)).facts.detail).toContain("deeper than 100");
    expect(refusal(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`).facts.detail).toContain(
      "deeper than 100",
    );
  });

  test("accepts a depth of 100", () => {
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
  ])("says where the syntax of %s breaks", (text, place) => {
    expect(refusal(text)).toMatchObject({
      code: "malformed",
      facts: { detail: expect.stringContaining(place) },
    });
  });

  test("finds no mistake where JSON.parse finds none, and one where it does", () => {
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
          // What comes before the place may still become JSON; with the character at the place it cannot.
          else expect(at).toBeLessThanOrEqual(text.length);
          if (at < text.length) expect(isJson(text)).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("never repeats the text, which may hold a secret", () => {
    expect(JSON.stringify(refusal('{"password": "hunter2hunter2", oops}').toBody())).not.toContain("hunter2");
  });

  test("says that an empty body is empty", () => {
    expect(refusal("  ").facts.detail).toContain("it is empty");
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
