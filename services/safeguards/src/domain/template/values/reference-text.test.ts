// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { referenceText } from "./reference-text.ts";

const join = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });

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
])("reads %j", (value, text) => {
  expect(referenceText(value)).toBe(text);
});

test.each([
  ["plain text", "${Bucket}", "${!Bucket}"],
  ["an escape of Fn::Sub", { "Fn::Sub": "${!Bucket}" }, "${!Bucket}"],
  ["a text inside of Fn::Join", join("${Bucket}", "/*"), "${!Bucket}/*"],
  ["a text given to Fn::Sub", { "Fn::Sub": ["${B}", { B: "${Bucket}" }] }, "${!Bucket}"],
])("tells %s from a reference", (_what, value, text) => {
  expect(referenceText(value)).toBe(text);
});

test.each([
  [{ Ref: "AWS::NoValue" }],
  [{ Ref: ["Bucket"] }],
  [{ "Fn::GetAtt": [{ toString: null }, "Arn"] }],
  [{ "Fn::ImportValue": "bucket" }],
  [join({ "Fn::ImportValue": "bucket" }, "/*")],
  [{ "Fn::Sub": "${?}" }],
  [{ "Fn::Sub": ["${B}", { B: { "Fn::If": ["C", "a", "b"] } }] }],
  [{ "Fn::If": ["C", "a", "a"] }],
  [["a"]],
  [null],
  [undefined],
])("does not read %j", (value) => {
  expect(referenceText(value)).toBeUndefined();
});
