import { expect, test } from "vitest";
import { parseDotenv } from "./parse-dotenv.ts";

const valuesOf = (text: string) =>
  Object.fromEntries(parseDotenv(text).parameters.map(({ key, value }) => [key, value]));

test.each([
  ["A=1", "1"],
  ["  A = 1  ", "1"],
  ["export A=1", "1"],
  ["A=", ""],
  ["A=#nothing", ""],
  ["A=a#b", "a#b"],
  ["A=a b # comment", "a b"],
  ["A=a=b", "a=b"],
  ["A=$OTHER", "$OTHER"],
  ["A='a # b'", "a # b"],
  ["A='a\\n' # comment", "a\\n"],
  ['A="a\\nb"', "a\nb"],
  ['A="say \\"hi\\" for \\$5"', 'say "hi" for $5'],
  ['A="C:\\\\dir\\q"', "C:\\dir\\q"],
  ['A=`it\'s "so"`', 'it\'s "so"'],
  ['A="one\ntwo"', "one\ntwo"],
  ["A='-----BEGIN\r\n\r\nEND-----'\r\n", "-----BEGIN\n\nEND-----"],
  ["\uFEFFA=1", "1"],
])("%j sets A to %j", (text, value) => {
  expect(parseDotenv(text)).toMatchObject({ parameters: [{ key: "A", value }], mistakes: [] });
});

test("comments and empty lines set nothing", () => {
  expect(parseDotenv("# A=1\n\n   # B=2\n")).toEqual({ parameters: [], mistakes: [] });
});

test.each([
  ["A", "does not set anything: write KEY=value"],
  ["=1", "does not set anything: write KEY=value"],
  ["A B=1", "does not set anything: write KEY=value"],
  ['A="a" b', "something follows the closing quote of A"],
  ['A="a', 'the value of A begins with " and never ends'],
  [
    "1A=1",
    "the key must start with a letter or underscore and hold only letters, digits, underscores, dots and hyphens (128 at most)",
  ],
  ["A=a\0b", "the value of A must not contain a NUL character or half of a surrogate pair"],
])("%j cannot be read, and the line and the reason are said", (line, reason) => {
  expect(parseDotenv(`OK=1\n${line}`)).toMatchObject({
    parameters: [{ key: "OK" }],
    mistakes: [{ line: 2, reason }],
  });
});

test("a quote that never ends costs its own line, and not those below it", () => {
  expect(valuesOf("A='a\nB=2\nC=3")).toEqual({ B: "2", C: "3" });
});

test("a key that is set twice keeps its first value, and the second is said", () => {
  const { parameters, mistakes } = parseDotenv("A=1\nB=2\nA=3");
  expect(parameters).toEqual([
    { key: "A", value: "1", line: 1 },
    { key: "B", value: "2", line: 2 },
  ]);
  expect(mistakes).toEqual([{ line: 3, reason: "A is set on line 1 already" }]);
});

test("lines are counted with those inside of values", () => {
  expect(parseDotenv('A="1\n2\n3"\n?').mistakes).toEqual([
    { line: 4, reason: "does not set anything: write KEY=value" },
  ]);
});
