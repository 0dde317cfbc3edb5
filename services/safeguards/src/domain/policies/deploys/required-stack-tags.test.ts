import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { requiredStackTags } from "./required-stack-tags.ts";

const target = makeTarget();

function evaluate(provider: unknown, settings: unknown): Promise<string[]> {
  const document = { target, now: "2026-11-20T12:00:00Z", declaration: { provider } };
  return messagesOf(requiredStackTags, document, settings);
}

const cannotBeKnown = "cannot be known before the deploy: it must be text and is";

for (const { guarantee, stackTags, requires, says } of [
  { guarantee: "permits a value that matches anywhere", stackTags: { team: "web-shop" }, says: [] },
  { guarantee: "evaluates a number as text", stackTags: { team: 7 }, requires: { team: "^7$" }, says: [] },
  { guarantee: "requires nothing when no tag is listed", stackTags: {}, requires: {}, says: [] },
  {
    guarantee: "refuses a missing tag",
    stackTags: { Team: "web" },
    says: ["Required stack tag team not set"],
  },
  { guarantee: "refuses missing stackTags", stackTags: undefined, says: ["Required stack tag team not set"] },
  { guarantee: "refuses stackTags of null", stackTags: null, says: ["Required stack tag team not set"] },
  {
    guarantee: "refuses stackTags that are no mapping",
    stackTags: ["team"],
    says: ["Required stack tag team not set"],
  },
  {
    guarantee: "does not take what every object has for a tag",
    stackTags: {},
    requires: { constructor: "." },
    says: ["Required stack tag constructor not set"],
  },
  {
    guarantee: "evaluates an empty value by its expression",
    stackTags: { team: "" },
    says: ["Required stack tag team value  does not match RegExp: web"],
  },
  {
    guarantee: "refuses a value that does not match",
    stackTags: { team: "api" },
    says: ["Required stack tag team value api does not match RegExp: web"],
  },
  {
    guarantee: "fails a value that only AWS knows",
    stackTags: { team: { "Fn::ImportValue": "web" } },
    says: [`Required stack tag team value ${cannotBeKnown} Fn::ImportValue`],
  },
  {
    guarantee: "fails a value of null",
    stackTags: { team: null },
    says: [`Required stack tag team value ${cannotBeKnown} null`],
  },
  {
    guarantee: "permits a value of which both branches match",
    stackTags: { team: { "Fn::If": ["IsProd", "web", "web-shop"] } },
    says: [],
  },
  {
    guarantee: "evaluates both branches of a value",
    stackTags: { team: { "Fn::If": ["IsProd", "web", "api"] } },
    says: ["Required stack tag team value api does not match RegExp: web"],
  },
  {
    guarantee: "refuses a tag that AWS::NoValue leaves out",
    stackTags: { team: { "Fn::If": ["IsProd", "web", { Ref: "AWS::NoValue" }] } },
    says: ["Required stack tag team not set"],
  },
  {
    guarantee: "refuses a tag that only one branch of the stackTags has",
    stackTags: { "Fn::If": ["IsProd", { team: "web" }, {}] },
    says: ["Required stack tag team not set"],
  },
  {
    guarantee: "fails stackTags that only AWS knows",
    stackTags: { "Fn::Transform": { Name: "Tags" } },
    says: [`Required stack tag team value ${cannotBeKnown} Fn::Transform`],
  },
  {
    guarantee: "fails a dynamic reference, whatever its address matches",
    stackTags: { team: "{{resolve:ssm:/web}}" },
    says: [`Required stack tag team value ${cannotBeKnown} {{resolve:…}}`],
  },
  {
    guarantee: "fails a value that is too long instead of cutting it",
    stackTags: { team: "web".repeat(400) },
    says: ["Required stack tag team value is longer than 1024 characters and was not judged"],
  },
  {
    guarantee: "reports every tag",
    stackTags: {},
    requires: { team: ".", cost: "." },
    says: ["Required stack tag team not set", "Required stack tag cost not set"],
  },
]) {
  test(`required-stack-tags ${guarantee}`, async () => {
    expect(await evaluate({ stackTags }, requires ?? { team: "web" })).toEqual(says);
  });
}

test.each([
  { settings: { team: "(" } },
  { settings: { team: ".*(?<!x)" } },
  { settings: { team: "x".repeat(257) } },
  { settings: { team: "(a{100}){10}" } },
  { settings: { team: 7 } },
  { settings: ["team"] },
  { settings: undefined },
  { settings: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, "."])) },
])("required-stack-tags refuses the settings $settings", ({ settings }) => {
  expect(requiredStackTags.settings.safeParse(settings).success).toBe(false);
});
