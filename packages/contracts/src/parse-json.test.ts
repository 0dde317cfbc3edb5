import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { Problem } from "./problem.ts";

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

  test("says where the syntax breaks and never repeats the text", () => {
    const problem = refusal('{"password": "hunter2hunter2", oops}');
    expect(problem.code).toBe("malformed");
    expect(problem.facts.detail).toMatch(/line 1, column \d+|unexpected/);
    expect(JSON.stringify(problem.toBody())).not.toContain("hunter2");
  });

  test("says that an empty body is empty", () => {
    expect(refusal("  ").facts.detail).toBe("$ is not valid JSON: it is empty");
  });
});
