import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { anyResources, anyValue, functionWith, nothing } from "../../../../test/any-functions.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { noSandbox } from "../../../../test/no-sandbox.ts";
import { readResources } from "../../template/resources.ts";
import { allowedRuntimes as policy } from "./allowed-runtimes.ts";

const target = makeTarget();

interface Sent {
  readonly declaration?: Record<string, unknown>;
  readonly template?: Record<string, unknown>;
}

function documentOf({ declaration = {}, template }: Sent) {
  const resources = template && readResources({ Resources: template }, ["template"]);
  return { target, now: "2026-11-20T12:00:00Z", declaration, resources };
}

function evaluate(sent: Sent, settings: unknown = ["nodejs22.x"]): Promise<string[]> {
  return messagesOf(policy, documentOf(sent), settings);
}

function lambda(Properties: unknown, Type = "AWS::Lambda::Function") {
  return { HelloLambdaFunction: { Type, Properties } };
}

const notInList = (name: string, ending: string) =>
  `Runtime of function ${name} not in list of permitted runtimes: ["nodejs22.x"]${ending}`;
const declaredAt = (path: string) => ` (in the declaration at $.${path})`;
const at = (path: string) => ` (in the template at $.Resources.HelloLambdaFunction.Properties${path})`;
const isImage = ": it is a container image, which brings its own";
const hasNone = ": it has none";

for (const { guarantee, declaration, says } of [
  { guarantee: "passes a declaration without functions", declaration: {}, says: [] },
  {
    guarantee: "passes functions that are null",
    declaration: { functions: null, provider: null },
    says: [],
  },
  {
    guarantee: "permits a function's own runtime",
    declaration: { provider: { runtime: "go" }, functions: { hello: { runtime: "nodejs22.x" } } },
    says: [],
  },
  {
    guarantee: "takes the provider's runtime for a function without one",
    declaration: { provider: { runtime: "nodejs22.x" }, functions: { hello: {}, world: null } },
    says: [],
  },
  {
    guarantee: "refuses a function's own runtime",
    declaration: { provider: { runtime: "nodejs22.x" }, functions: { hello: { runtime: "nodejs22" } } },
    says: [notInList("hello", declaredAt("functions.hello.runtime"))],
  },
  {
    guarantee: "refuses the provider's runtime once for each function",
    declaration: { provider: { runtime: "go1.x" }, functions: { hello: {}, world: { runtime: null } } },
    says: [
      notInList("hello", declaredAt("provider.runtime")),
      notInList("world", declaredAt("provider.runtime")),
    ],
  },
  {
    guarantee: "refuses a function for which no runtime is set",
    declaration: { functions: { hello: {} } },
    says: [notInList("hello", hasNone + declaredAt("functions.hello.runtime"))],
  },
  {
    guarantee: "refuses a container image, whatever the provider's runtime",
    declaration: { provider: { runtime: "nodejs22.x" }, functions: { hello: { image: "hello" } } },
    says: [notInList("hello", isImage + declaredAt("functions.hello.image"))],
  },
  {
    guarantee: "refuses a runtime that is no text",
    declaration: { functions: { hello: { runtime: ["nodejs22.x"] } } },
    says: [notInList("hello", `: it is a list${declaredAt("functions.hello.runtime")}`)],
  },
  {
    guarantee: "permits a declared runtime of which both branches are permitted",
    declaration: { functions: { hello: { runtime: { "Fn::If": ["C", "nodejs22.x", "nodejs22.x"] } } } },
    says: [],
  },
  {
    guarantee: "evaluates both branches of a declared runtime",
    declaration: { functions: { hello: { runtime: { "Fn::If": ["C", "nodejs22.x", "go1.x"] } } } },
    says: [notInList("hello", declaredAt('functions.hello.runtime["Fn::If"][2]'))],
  },
  {
    guarantee: "takes the provider's runtime where AWS::NoValue leaves out the function's own",
    declaration: {
      provider: { runtime: "go1.x" },
      functions: { hello: { runtime: { "Fn::If": ["C", "nodejs22.x", { Ref: "AWS::NoValue" }] } } },
    },
    says: [notInList("hello", declaredAt("provider.runtime"))],
  },
  {
    guarantee: "refuses a function of which one branch has no runtime",
    declaration: { functions: { "Fn::If": ["C", { hello: { runtime: "nodejs22.x" } }, { hello: {} }] } },
    says: [notInList("hello", hasNone + declaredAt('functions["Fn::If"][2].hello.runtime'))],
  },
  {
    guarantee: "refuses an image that only one branch has",
    declaration: {
      functions: {
        hello: { runtime: "nodejs22.x", image: { "Fn::If": ["C", "hello", { Ref: "AWS::NoValue" }] } },
      },
    },
    says: [notInList("hello", isImage + declaredAt('functions.hello.image["Fn::If"][1]'))],
  },
  {
    guarantee: "refuses a function and a runtime that only AWS knows",
    declaration: { functions: { hello: { Ref: "Hello" }, world: { runtime: { Ref: "Runtime" } } } },
    says: [
      notInList("hello", `: it is Ref, which only AWS resolves${declaredAt("functions.hello")}`),
      notInList("world", `: it is Ref, which only AWS resolves${declaredAt("functions.world.runtime")}`),
    ],
  },
  {
    guarantee: "evaluates functions in a list of objects",
    declaration: { functions: [{ hello: { runtime: "nodejs22.x" } }, { world: { runtime: "go1.x" } }] },
    says: [notInList("world", declaredAt("functions[1].world.runtime"))],
  },
  {
    guarantee: "refuses functions that cannot be read",
    declaration: { functions: [{}, "${file(functions.yml)}"] },
    says: [`Runtimes cannot be judged: this is no object of functions${declaredAt("functions[1]")}`],
  },
]) {
  test(`allowed-runtimes ${guarantee}`, async () => {
    expect(await evaluate({ declaration })).toEqual(says);
  });
}

for (const { guarantee, template, says } of [
  { guarantee: "permits a runtime of the template", template: lambda({ Runtime: "nodejs22.x" }), says: [] },
  {
    guarantee: "permits the runtime of a zip package",
    template: lambda({ PackageType: "Zip", Runtime: "nodejs22.x" }),
    says: [],
  },
  {
    guarantee: "looks at nothing but functions",
    template: { Topic: { Type: "AWS::SNS::Topic", Properties: { Runtime: "go1.x" } } },
    says: [],
  },
  {
    guarantee: "refuses a runtime of the template",
    template: lambda({ Runtime: "go1.x" }),
    says: [notInList("HelloLambdaFunction", at(".Runtime"))],
  },
  {
    guarantee: "refuses the runtime of a SAM function",
    template: lambda({ Runtime: "go1.x" }, "AWS::Serverless::Function"),
    says: [notInList("HelloLambdaFunction", at(".Runtime"))],
  },
  {
    guarantee: "refuses a runtime that only AWS knows",
    template: lambda({ Runtime: { "Fn::FindInMap": ["Latest", { Ref: "AWS::Region" }, "value"] } }),
    says: [
      notInList("HelloLambdaFunction", `: it is Fn::FindInMap, which only AWS resolves${at(".Runtime")}`),
    ],
  },
  {
    guarantee: "evaluates both branches of a condition",
    template: lambda({ Runtime: { "Fn::If": ["C", "nodejs22.x", { Ref: "AWS::NoValue" }] } }),
    says: [notInList("HelloLambdaFunction", hasNone + at('.Runtime["Fn::If"][2]'))],
  },
  {
    guarantee: "refuses a container image, also one that names a runtime",
    template: lambda({ PackageType: "Image", Runtime: "nodejs22.x" }),
    says: [notInList("HelloLambdaFunction", isImage + at(".PackageType"))],
  },
  {
    guarantee: "refuses a package type that only AWS knows",
    template: lambda({ PackageType: { Ref: "Packaging" }, Runtime: "nodejs22.x" }),
    says: [
      notInList(
        "HelloLambdaFunction",
        `: its PackageType cannot be judged: it is Ref, which only AWS resolves${at(".PackageType")}`,
      ),
    ],
  },
  {
    guarantee: "refuses a function without a runtime",
    template: lambda({}),
    says: [notInList("HelloLambdaFunction", hasNone + at(".Runtime"))],
  },
]) {
  test(`allowed-runtimes ${guarantee}`, async () => {
    expect(await evaluate({ template })).toEqual(says);
  });
}

test("allowed-runtimes reports a function once that breaks the rule in both, and where it is deployed", async () => {
  const declaration = { functions: { hello: { runtime: "go1.x" } } };
  const sent = { declaration, template: lambda({ Runtime: "go1.x" }) };
  expect(await evaluate(sent)).toEqual([notInList("hello", at(".Runtime"))]);
});

test("allowed-runtimes takes the framework's choice from the template when the declaration makes none", async () => {
  const declaration = { functions: { hello: {} } };
  expect(await evaluate({ declaration, template: lambda({ Runtime: "nodejs22.x" }) })).toEqual([]);
});

test("allowed-runtimes refuses what the declaration says, although the template says otherwise", async () => {
  const declaration = { functions: { hello: { runtime: "go1.x" } } };
  expect(await evaluate({ declaration, template: lambda({ Runtime: "nodejs22.x" }) })).toEqual([
    notInList("hello", declaredAt("functions.hello.runtime")),
  ]);
});

test("allowed-runtimes names the resource that a function of the declaration becomes", async () => {
  const declaration = { functions: { hello: { runtime: "go1.x" } } };
  const rule = policy.settings.parse(["nodejs22.x"]);
  const [violation] = await policy.evaluate(documentOf({ declaration }), rule, noSandbox);
  expect(violation?.resource).toBe("HelloLambdaFunction");
});

for (const { guarantee, runtime, says } of [
  { guarantee: "permits what an expression matches as a whole", runtime: "python3.13", says: "" },
  {
    guarantee: "anchors each alternative of an expression",
    runtime: "xpython3.13",
    says: 'not permitted by RegExp: "nodejs.*|python3\\.1[34]"',
  },
  {
    guarantee: "refuses a runtime that is too long for an expression",
    runtime: `nodejs${"x".repeat(1_024)}`,
    says: ": it is longer than 1024 characters",
  },
]) {
  test(`allowed-runtimes ${guarantee}`, async () => {
    const messages = await evaluate({ template: lambda({ Runtime: runtime }) }, "nodejs.*|python3\\.1[34]");
    if (says === "") expect(messages).toEqual([]);
    else expect(messages).toEqual([expect.stringContaining(says)]);
  });
}

test.each([[[]], [[""]], [[7]], [""], ["("], ["(?=a)"], ["x".repeat(257)], [{}], [null], [undefined]])(
  "allowed-runtimes refuses the settings %j",
  (settings) => {
    expect(policy.settings.safeParse(settings).success).toBe(false);
  },
);

test("allowed-runtimes never passes a function that has no runtime, whatever else it has", async () => {
  const settings = fc.constantFrom<unknown>(["nodejs22.x"], ".*");
  await fc.assert(
    fc.asyncProperty(functionWith({ Runtime: nothing }), settings, async (body, rule) => {
      expect(await evaluate({ template: { Function: body } }, rule)).not.toEqual([]);
    }),
  );
});

test("no declaration and no template make the policy throw", async () => {
  const declarations = fc.dictionary(fc.constantFrom("functions", "provider"), anyValue);
  await fc.assert(
    fc.asyncProperty(declarations, anyResources, async (declaration, template) => {
      expect(await evaluate({ declaration, template })).toBeInstanceOf(Array);
    }),
  );
});
