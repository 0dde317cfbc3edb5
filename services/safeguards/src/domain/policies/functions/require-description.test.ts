import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { anyResources, functionWith, nothing } from "../../../../test/any-functions.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { requireDescription as policy } from "./require-description.ts";

const target = makeTarget();

function evaluate(template: Record<string, unknown>, settings?: unknown): Promise<string[]> {
  const resources = readResources({ Resources: template }, ["template"]);
  const declaration = { functions: { hello: {} } };
  return messagesOf(policy, { target, now: "2026-11-20T12:00:00Z", resources, declaration }, settings);
}

function lambda(Properties: unknown, Type = "AWS::Lambda::Function") {
  return { HelloLambdaFunction: { Type, Properties } };
}

const location = "$.Resources.HelloLambdaFunction.Properties";
const at = (path: string) => `(in the template at ${location}${path})`;
const none = (path = ".Description") => `Function "hello" has no description ${at(path)}`;
const tooShort = (path = ".Description") => `Description for function "hello" is too short ${at(path)}`;
const tooLong = (path = ".Description") => `Description for function "hello" is too long ${at(path)}`;
const unknown = (reason: string, path = ".Description") =>
  `Description for function "hello" cannot be judged: ${reason} ${at(path)}`;

for (const { guarantee, description, settings, says } of [
  { guarantee: "permits the shortest by default", description: "x".repeat(30), says: [] },
  { guarantee: "permits the longest by default", description: "x".repeat(256), says: [] },
  { guarantee: "refuses one below the shortest", description: "x".repeat(29), says: [tooShort()] },
  { guarantee: "does not count blanks around it", description: `x${" ".repeat(40)}`, says: [tooShort()] },
  { guarantee: "refuses one above the longest", description: "x".repeat(257), says: [tooLong()] },
  { guarantee: "reads null settings as the defaults", description: "x", settings: null, says: [tooShort()] },
  { guarantee: "reads empty settings as the defaults", description: "x", settings: {}, says: [tooShort()] },
  {
    guarantee: "keeps the other default when one limit is set",
    description: "x".repeat(257),
    settings: { minLength: 5 },
    says: [tooLong()],
  },
  {
    guarantee: "permits one character when the minimum is zero",
    description: "x",
    settings: { minLength: 0 },
    says: [],
  },
  {
    guarantee: "refuses an absent one although the minimum is zero",
    settings: { minLength: 0 },
    says: [none()],
  },
  {
    guarantee: "refuses an empty one although the minimum is zero",
    description: "",
    settings: { minLength: 0 },
    says: [none()],
  },
  {
    guarantee: "refuses every one when the maximum is zero",
    description: "x",
    settings: { minLength: 0, maxLength: 0 },
    says: [tooLong()],
  },
  { guarantee: "refuses a function without one", says: [none()] },
  { guarantee: "refuses null", description: null, says: [none()] },
  { guarantee: "refuses blanks, however many", description: " ".repeat(60), says: [none()] },
  {
    guarantee: "evaluates both branches of a condition",
    description: { "Fn::If": ["C", "short", "x".repeat(300)] },
    says: [tooShort('.Description["Fn::If"][1]'), tooLong('.Description["Fn::If"][2]')],
  },
  {
    guarantee: "refuses one that a condition takes away",
    description: { "Fn::If": ["C", "x".repeat(40), { Ref: "AWS::NoValue" }] },
    says: [none('.Description["Fn::If"][2]')],
  },
  {
    guarantee: "refuses one whose length only AWS knows",
    description: { "Fn::Sub": `\${AWS::StackName} ${"x".repeat(40)}` },
    says: [unknown("it is Fn::Sub, which only AWS resolves")],
  },
  { guarantee: "refuses a list", description: ["x".repeat(40)], says: [unknown("it is a list")] },
  { guarantee: "refuses a number", description: 1e40, says: [unknown("it is of type number")] },
]) {
  test(`require-description ${guarantee}`, async () => {
    const template = lambda({ Description: description });
    expect(await evaluate(template, settings)).toEqual(says);
  });
}

for (const { guarantee, template, says } of [
  { guarantee: "passes a template without functions", template: {}, says: [] },
  { guarantee: "refuses a function without properties", template: lambda(undefined), says: [none("")] },
  {
    guarantee: "takes a text in place of the properties for no description",
    template: lambda("x".repeat(40)),
    says: [none("")],
  },
  {
    guarantee: "refuses properties that a macro adds to",
    template: lambda({ Description: "x".repeat(40), "Fn::Transform": { Name: "AWS::Include" } }),
    says: [unknown("it is Fn::Transform, which only AWS resolves", "")],
  },
  {
    guarantee: "evaluates the functions of SAM",
    template: lambda({ Description: "short" }, "AWS::Serverless::Function"),
    says: [tooShort()],
  },
  {
    guarantee: "names a function that the declaration does not know by its logical id",
    template: { Handler886CB40B: { Type: "AWS::Lambda::Function", Properties: {} } },
    says: [
      'Function "Handler886CB40B" has no description (in the template at $.Resources.Handler886CB40B.Properties.Description)',
    ],
  },
]) {
  test(`require-description ${guarantee}`, async () => {
    expect(await evaluate(template)).toEqual(says);
  });
}

test.each([
  [{ minLength: -1 }],
  [{ minLength: 1.5 }],
  [{ minLength: "30" }],
  [{ maxLength: null }],
  [{ minLength: 10, maxLength: 9 }],
  [{ minLength: 257 }],
  [{ maxLength: 29 }],
  [{ min: 3 }],
  [[]],
  [30],
])("require-description refuses the settings %j", (settings) => {
  expect(policy.settings.safeParse(settings).success).toBe(false);
});

test("require-description never passes a function that has no description, whatever else it has", async () => {
  const limits = fc.constantFrom({}, { minLength: 0 }, { minLength: 0, maxLength: 10_000 });
  await fc.assert(
    fc.asyncProperty(functionWith({ Description: nothing }), limits, async (body, settings) => {
      expect(await evaluate({ Function: body }, settings)).not.toEqual([]);
    }),
  );
});

test("no template makes the policy throw", async () => {
  await fc.assert(
    fc.asyncProperty(anyResources, async (template) => {
      expect(await evaluate(template)).toBeInstanceOf(Array);
    }),
  );
});
