// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { givesText } from "./gives-text.ts";

test.each([
  ["text"],
  [{ Ref: "Role" }],
  [{ "Fn::GetAtt": ["Role", "Arn"] }],
  [{ "Fn::GetAtt": "Role.Arn" }],
  [{ "Fn::ImportValue": "role" }],
  [{ "Fn::ImportValue": { "Fn::Sub": "${AWS::StackName}-role" } }],
  [{ "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/x" }],
  [{ "Fn::Join": ["", ["arn:", { Ref: "Role" }]] }],
  [{ "Fn::FindInMap": ["Roles", "prod", "arn"] }],
  [{ "Fn::Select": [0, { Ref: "Roles" }] }],
  [{ "Fn::If": ["IsProd", "text", { Ref: "Role" }] }],
])("takes %j for a text", (value) => {
  expect(givesText(value)).toBe(true);
});

test.each([
  [""],
  [" "],
  [7],
  [true],
  [null],
  [undefined],
  [["text"]],
  [{}],
  [{ x: 1 }],
  [{ Ref: "AWS::NoValue" }],
  [{ Ref: "" }],
  [{ Ref: 1 }],
  [{ Ref: "Role", x: 1 }],
  [{ "Fn::Anything": "text" }],
  [{ "Fn::Transform": { Name: "AWS::Include" } }],
  [{ "Fn::GetAZs": "" }],
  [{ "Fn::Equals": ["a", "b"] }],
  [{ "Fn::GetAtt": ["Role"] }],
  [{ "Fn::ImportValue": "" }],
  [{ "Fn::Sub": "" }],
  [{ "Fn::Join": ["", []] }],
  [{ "Fn::Join": ["", [{ Ref: "AWS::NoValue" }]] }],
  [{ "Fn::FindInMap": [] }],
  [{ "Fn::If": ["IsProd", "text", { Ref: "AWS::NoValue" }] }],
  [{ "Fn::If": ["IsProd", "text"] }],
])("takes %j for none", (value) => {
  expect(givesText(value)).toBe(false);
});
