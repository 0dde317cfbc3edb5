import { expect, test } from "vitest";
import { unreadableTransform } from "./transforms.ts";

test.each([
  [{}],
  [{ Transform: null }],
  [{ Transform: [] }],
  [{ Transform: "AWS::Serverless-2016-10-31" }],
  [{ Transform: ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"] }],
  [{ Transform: { Name: "AWS::SecretsManager-2020-07-23" } }],
])("unreadableTransform reads a template with %j", (template) => {
  expect(unreadableTransform(template)).toBeUndefined();
});

test.each([
  [{ Transform: "AcmeMacro" }, "AcmeMacro"],
  [{ Transform: ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31x"] }, "AWS::Serverless-2016-10-31x"],
  [{ Transform: { Name: "AWS::Include", Parameters: { Location: "s3://a/b" } } }, "AWS::Include"],
  [{ "Fn::Transform": { Name: "AWS::Include" } }, "AWS::Include"],
  [{ Transform: 7 }, "without a name"],
])(
  "unreadableTransform names the transform of a template with %j, which may change any resource",
  (template, name) => {
    expect(unreadableTransform(template)).toBe(name);
  },
);
