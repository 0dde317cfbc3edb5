import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import { Pattern } from "./pattern.ts";
import { patternSize } from "./pattern-size.ts";

test("a pattern matches anywhere and respects case", () => {
  const pattern = Pattern.parse("prod");
  expect(pattern.test("my-prod-1")).toBe("matches");
  expect(pattern.test("PROD")).toBe("differs");
});

test("a pattern matches the whole of a text by any of its alternatives", () => {
  const pattern = Pattern.parse("a|ab");
  expect(["a", "ab", "ab2", "ba"].map((text) => pattern.testWhole(text))).toEqual([
    "matches",
    "matches",
    "differs",
    "differs",
  ]);
});

test("a pattern answers for plain text what RE2 answers", () => {
  const character = fc.constantFrom("a", "b", "A", "-", " ", "/", "\\.", "\\$", "\\\\", "\\|", ".", "$", "|");
  const text = fc.array(fc.constantFrom("a", "b", "A", "-", " ", "/", ".", "$", "\\", "|"), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(character, { minLength: 1, maxLength: 4 }), text, (characters, letters) => {
      const source = characters.join("");
      const subject = letters.join("");
      const pattern = Pattern.parse(source);
      const expression = RE2JS.compile(source);
      expect(pattern.test(subject) === "matches").toBe(expression.test(subject));
      expect(pattern.testWhole(subject) === "matches").toBe(expression.testExact(subject));
    }),
    { numRuns: 1_000 },
  );
});

test("a pattern tries texts of up to 1,024 characters and cuts none", () => {
  const pattern = Pattern.parse("^a*$");
  expect(pattern.test("a".repeat(1_024))).toBe("matches");
  expect(pattern.test("a".repeat(1_025))).toBe("too-long");
});

test.each([
  ["", "must not be empty"],
  ["a".repeat(257), "must be at most 256 characters"],
  ["(a", "missing closing ): `(a`"],
  ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
  ["(a)\\1", "invalid escape sequence: `\\1`"],
  ["a{1001}", "is too large"],
  [
    "((a{10}){10}){10}",
    "is too large: with its repetitions written out it has 1000 steps, at most 512 are accepted",
  ],
])("a pattern refuses %j", (source, reason) => {
  const { error } = Pattern.safeParse(source);
  expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ["^[a-z]{3,8}-[0-9]{2,4}$", 15],
  ["(ab){3}c", 7],
  ["((ab){2}c){3}", 15],
  ["[]({9}]{2}", 2],
  ["\\({3}", 3],
  ["\\Q(a){9}\\E", 10],
  ["a{2,}", 2],
  [")){", 3],
])("a pattern counts the steps of %s", (source, size) => {
  expect(patternSize(source)).toBe(size);
});

test("a pattern never accepts a large program as a small one", () => {
  const atom = fc.constantFrom("a", "[a-z]", "\\d", ".", "\\pL", "[^]a]");
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie("pattern"), tie("pattern")).map(([first, second]) => first + second),
      fc
        .tuple(tie("pattern"), fc.integer({ min: 1, max: 9 }))
        .map(([inner, times]) => `(${inner}){${times}}`),
    ),
  }));
  fc.assert(
    fc.property(pattern, (source) => {
      fc.pre(patternSize(source) <= 512);
      const program = RE2JS.compile(source).matcher("").programSize();
      // A step costs its instruction, and each copy of a group two more for its bounds.
      expect(program).toBeLessThanOrEqual(2 + 12 * patternSize(source));
    }),
  );
});
