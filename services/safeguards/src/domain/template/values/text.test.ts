// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { filledIn, isBlank, spellingOf, textsOf } from "./text.ts";

/** The texts of a value, with `?` in place of every part that only AWS knows. */
function read(value: unknown): string[] | undefined {
  return textsOf(value)?.map((text) => filledIn(text, () => "?"));
}

const join = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });

test.each([
  ["text", ["text"]],
  [7, ["7"]],
  [true, ["true"]],
  [{ "Fn::Join": ["-", ["a", { Ref: "B" }, "c"]] }, ["a-?-c"]],
  [{ "Fn::Join": ["", []] }, [""]],
  [{ "Fn::Sub": "a-${B}-${!C}" }, ["a-?-${C}"]],
  [{ "Fn::Sub": ["${A}${B}", { A: "a" }] }, ["a?"]],
  [{ "Fn::Sub": ["${A}", { A: { "Fn::Join": ["", ["x", "y"]] } }] }, ["xy"]],
  [join("a", { "Fn::If": ["C", "b", "c"] }), ["ab", "ac"]],
  [join({ "Fn::If": ["C", "a", "b"] }, { "Fn::If": ["C", "c", "d"] }), ["ac", "bc", "ad", "bd"]],
  [join("a", { Ref: "AWS::NoValue" }), ["a"]],
  [{ "Fn::Sub": "${toString}" }, ["?"]],
  [{ Ref: "Role" }, ["?"]],
  [{ "Fn::GetAtt": ["Role", "Arn"] }, ["?"]],
  [{ "Fn::GetAtt": ["Role", { Ref: "Attribute" }] }, ["?"]],
  [{ "Fn::ImportValue": { "Fn::Sub": "${AWS::StackName}-role" } }, ["?"]],
  [{ "Fn::ImportValue": { "Fn::If": ["C", "role", { Ref: "Role" }] } }, ["?"]],
  [{ "Fn::FindInMap": ["Roles", "prod", "arn"] }, ["?"]],
  [{ "Fn::Select": [0, { Ref: "Roles" }] }, ["?"]],
])("textsOf reads the value %j as its possible texts", (value, texts) => {
  expect(read(value)).toEqual(texts);
});

test.each([
  [null],
  [undefined],
  [["a"]],
  [{}],
  [{ x: 1 }],
  [{ Ref: "AWS::NoValue" }],
  [{ Ref: "" }],
  [{ Ref: 1 }],
  [{ "Fn::Join": "a" }],
  [{ "Fn::Join": [1, ["a"]] }],
  [{ "Fn::Join": ["", ["a"]], x: 1 }],
  [{ "Fn::Sub": ["a"] }],
  [{ "Fn::Sub": [{}, {}] }],
  [{ "Fn::GetAtt": ["Role"] }],
  [{ "Fn::ImportValue": "" }],
  [{ "Fn::ImportValue": 7 }],
  [{ "Fn::ImportValue": { "Fn::If": ["C", "role", { Ref: "AWS::NoValue" }] } }],
  [{ "Fn::FindInMap": [] }],
  [{ "Fn::Split": [",", "a,b"] }],
  [{ "Fn::GetAZs": "" }],
  [{ "Fn::Anything": "text" }],
  [{ "Fn::Transform": { Name: "AWS::Include" } }],
])("textsOf does not take %j for a text", (value) => {
  expect(textsOf(value)).toBeUndefined();
});

test.each([
  ["plain", "plain"],
  [false, "false"],
  [{ Ref: "Bucket" }, "${Bucket}"],
  [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "${Bucket.Arn}"],
  [{ "Fn::GetAtt": "Bucket.Arn" }, "${Bucket.Arn}"],
  [{ "Fn::Sub": "${Bucket.Arn}/*" }, "${Bucket.Arn}/*"],
  [{ "Fn::Sub": ["${B}/*", { B: { "Fn::GetAtt": ["Bucket", "Arn"] } }] }, "${Bucket.Arn}/*"],
  [
    join("arn:", { Ref: "AWS::Partition" }, ":s3:::", { Ref: "Bucket" }),
    "arn:${AWS::Partition}:s3:::${Bucket}",
  ],
  [join(join({ Ref: "Bucket" }), "/*"), "${Bucket}/*"],
  // What only looks like a reference is told from one.
  ["${Bucket}", "${!Bucket}"],
  [{ "Fn::Sub": "${!Bucket}" }, "${!Bucket}"],
  [join("${Bucket}", "/*"), "${!Bucket}/*"],
  [{ "Fn::Sub": ["${B}", { B: "${Bucket}" }] }, "${!Bucket}"],
])("spellingOf spells the references of %j as Fn::Sub does", (value, spelling) => {
  expect(textsOf(value)?.map(spellingOf)).toEqual([spelling]);
});

test.each([
  [{ "Fn::ImportValue": "bucket" }],
  [join({ "Fn::ImportValue": "bucket" }, "/*")],
  [join({ Ref: ["Bucket"] })],
  [join({ "Fn::GetAtt": [{ toString: null }, "Arn"] })],
])("spellingOf has no spelling for %j, since a part of it has no name", (value) => {
  expect(textsOf(value)?.map(spellingOf)).toEqual([undefined]);
});

test.each([
  ["", true],
  [" ", true],
  [join(), true],
  [join({ Ref: "AWS::NoValue" }), true],
  [join(" ", { Ref: "A" }), false],
  ["a", false],
])("isBlank says of the value %j: %j", (value, blank) => {
  expect(textsOf(value)?.every(isBlank)).toBe(blank);
});

test("textsOf has no texts for a value with conditions that multiply", () => {
  const either = { "Fn::If": ["C", "a", "b"] };
  expect(textsOf(join(...Array(4).fill(either)))).toHaveLength(16);
  const many = join(...Array(40).fill(either));
  expect(textsOf(many)).toBeUndefined();
  expect(textsOf({ "Fn::Sub": ["${A}", { A: many }] })).toBeUndefined();
});

test("textsOf reads each variable once, however deep the variables are nested", () => {
  let value: unknown = "";
  for (let level = 0; level < 60; level++) value = { "Fn::Sub": ["${a}${a}", { a: value }] };
  expect(read(value)).toEqual([""]);
});

test("textsOf has no text for a value that is longer than AWS accepts", () => {
  let value: unknown = "a";
  for (let level = 0; level < 13; level++) value = { "Fn::Sub": ["${a}${a}", { a: value }] };
  expect(read(value)).toEqual(["a".repeat(8_192)]);
  expect(textsOf({ "Fn::Sub": ["${a}b", { a: value }] })).toBeUndefined();
});

test("textsOf keeps the template's value for each part that AWS fills in", () => {
  const select = { "Fn::Select": [0, []] };
  expect(textsOf({ "Fn::Sub": ["a-${A}${B}", { B: select }] })).toEqual([
    ["a-", { reference: "A" }, { gap: select }],
  ]);
});
