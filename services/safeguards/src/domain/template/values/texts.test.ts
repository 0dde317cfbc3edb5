// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { textsOf } from "./texts.ts";

test.each([
  ["text", ["text"]],
  [7, ["7"]],
  [true, ["true"]],
  [{ "Fn::Join": ["-", ["a", { Ref: "B" }, "c"]] }, ["a-?-c"]],
  [{ "Fn::Join": ["", []] }, [""]],
  [{ "Fn::Sub": "a-${B}-${!C}" }, ["a-?-${C}"]],
  [{ "Fn::Sub": ["${A}${B}", { A: "a" }] }, ["a?"]],
  [{ "Fn::Sub": ["${A}", { A: { "Fn::Join": ["", ["x", "y"]] } }] }, ["xy"]],
  [{ "Fn::Join": ["", ["a", { "Fn::If": ["C", "b", "c"] }]] }, ["ab", "ac"]],
  [{ "Fn::Join": ["", ["a", { Ref: "AWS::NoValue" }]] }, ["a"]],
  [{ "Fn::Sub": "${toString}" }, ["?"]],
])("reads %j", (value, texts) => {
  expect(textsOf(value, "?")).toEqual(texts);
});

test.each([
  [null],
  [undefined],
  [["a"]],
  [{}],
  [{ Ref: "A" }],
  [{ "Fn::Join": "a" }],
  [{ "Fn::Join": [1, ["a"]] }],
  [{ "Fn::Sub": ["a"] }],
  [{ "Fn::Sub": [{}, {}] }],
])("does not pretend to know %j", (value) => {
  expect(textsOf(value, "?")).toBeUndefined();
});

test("gives up on conditions that multiply", () => {
  const either = { "Fn::If": ["C", "a", "b"] };
  expect(textsOf({ "Fn::Join": ["", Array(4).fill(either)] }, "?")).toHaveLength(16);
  const many = { "Fn::Join": ["", Array(40).fill(either)] };
  expect(textsOf(many, "?")).toBeUndefined();
  expect(textsOf({ "Fn::Sub": ["${A}", { A: many }] }, "?")).toBeUndefined();
});

test("reads each variable once, however deep they stand in each other", () => {
  let value: unknown = "";
  for (let level = 0; level < 60; level++) value = { "Fn::Sub": ["${a}${a}", { a: value }] };
  expect(textsOf(value, "?")).toEqual([""]);
});

test("gives up on texts that are longer than AWS takes any", () => {
  let value: unknown = "a";
  for (let level = 0; level < 13; level++) value = { "Fn::Sub": ["${a}${a}", { a: value }] };
  expect(textsOf(value, "?")).toEqual(["a".repeat(8_192)]);
  expect(textsOf({ "Fn::Sub": ["${a}b", { a: value }] }, "?")).toBeUndefined();
});

test("asks what stands for a part", () => {
  const kindOf = (part: unknown) => `<${Object.keys(part as object).join()}>`;
  const value = { "Fn::Sub": ["${A}${B}", { B: { "Fn::Select": [0, []] } }] };
  expect(textsOf(value, kindOf)).toEqual(["<Ref><Fn::Select>"]);
});
