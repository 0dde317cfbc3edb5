// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings and Fn::Sub write their variables in this way
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { anyResources, functionWith, nothing } from "../../../../test/any-functions.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { allowedFunctionNames as policy } from "./allowed-function-names.ts";

const target = makeTarget();
const convention = "${SERVICE}-${STAGE}-${FUNCTION}";

function evaluate(
  template: Record<string, unknown>,
  settings: string = convention,
  deploy: { readonly stage?: string; readonly service?: string } = {},
): Promise<string[]> {
  const resources = readResources({ Resources: template }, ["template"]);
  const declaration = { functions: { hello: {} } };
  const document = { target: { ...target, ...deploy }, now: "2026-11-20T12:00:00Z", resources, declaration };
  return messagesOf(policy, document, settings);
}

function lambda(FunctionName: unknown, Type = "AWS::Lambda::Function") {
  return { HelloLambdaFunction: { Type, Properties: { FunctionName } } };
}

const at = (path = "") =>
  `(in the template at $.Resources.HelloLambdaFunction.Properties.FunctionName${path})`;
const differs = (expression: string, reason = "", path = "") =>
  `Function "hello" doesn't match RegExp /^${expression}$/.${reason} ${at(path)}`;
const hasNone = " It has no FunctionName, and AWS makes one up.";
const cannotBeEvaluated = (reason: string) => ` Its FunctionName cannot be judged: ${reason}.`;
const filledIn = "checkout-prod-hello";

for (const { guarantee, name, settings, says } of [
  { guarantee: "fills in the service, the stage and the function", name: filledIn, says: [] },
  { guarantee: "refuses another name", name: "hello", says: [differs(filledIn)] },
  { guarantee: "anchors the expression", name: `my-${filledIn}-2`, says: [differs(filledIn)] },
  {
    guarantee: "anchors each alternative of an expression",
    name: "ab",
    settings: "a|b",
    says: [differs("a|b")],
  },
  { guarantee: "permits each alternative of an expression", name: "ab", settings: "a|ab", says: [] },
  {
    guarantee: "fills in a name wherever it stands",
    name: "prod_prod",
    settings: "${STAGE}_${STAGE}",
    says: [],
  },
  { guarantee: "respects case", name: filledIn.toUpperCase(), says: [differs(filledIn)] },
  { guarantee: "does not take a line's end for the end", name: `${filledIn}\n`, says: [differs(filledIn)] },
  { guarantee: "refuses a function without a name", name: undefined, says: [differs(filledIn, hasNone)] },
  {
    guarantee: "refuses an empty name, whatever is permitted",
    name: "",
    settings: ".*",
    says: [differs(".*", hasNone)],
  },
  {
    guarantee: "refuses a name that is an intrinsic",
    name: { "Fn::Sub": "${AWS::StackName}-hello" },
    settings: ".*",
    says: [differs(".*", cannotBeEvaluated("it is Fn::Sub, which only AWS resolves"))],
  },
  {
    guarantee: "evaluates a name that is put together of texts",
    name: { "Fn::Join": ["-", ["checkout", { "Fn::If": ["C", "a", "b"] }]] },
    settings: "checkout-a",
    says: [differs("checkout-a", "")],
  },
  {
    guarantee: "refuses a name that AWS reads from elsewhere",
    name: "{{resolve:ssm:/hello/name}}",
    settings: ".*",
    says: [differs(".*", cannotBeEvaluated("it has a {{resolve:…}}, which only AWS resolves"))],
  },
  {
    guarantee: "refuses a name that is no text",
    name: ["a"],
    settings: ".*",
    says: [differs(".*", cannotBeEvaluated("it is a list"))],
  },
  {
    guarantee: "evaluates both branches of a condition",
    name: { "Fn::If": ["C", filledIn, { "Fn::If": ["D", "other", { Ref: "AWS::NoValue" }] }] },
    says: [
      differs(filledIn, "", '["Fn::If"][2]["Fn::If"][1]'),
      differs(filledIn, hasNone, '["Fn::If"][2]["Fn::If"][2]'),
    ],
  },
  { guarantee: "evaluates a name of 140 characters", name: "a".repeat(140), settings: "a*", says: [] },
  {
    guarantee: "refuses a longer one, and says that it was not evaluated",
    name: "a".repeat(141),
    settings: "a*",
    says: [differs("a*", " Its FunctionName is longer than 140 characters and was not judged.")],
  },
]) {
  test(`allowed-function-names ${guarantee}`, async () => {
    expect(await evaluate(lambda(name), settings)).toEqual(says);
    expect(await evaluate(lambda(name, "AWS::Serverless::Function"), settings)).toEqual(says);
  });
}

test("allowed-function-names fills in names literally", async () => {
  const deploy = { stage: "a.c|.*", service: "${STAGE}$&" };
  expect(await evaluate(lambda("${STAGE}$&-a.c|.*"), "${SERVICE}-${STAGE}", deploy)).toEqual([]);
  expect(await evaluate(lambda("${STAGE}$&-abc"), "${SERVICE}-${STAGE}", deploy)).toHaveLength(1);
  expect(await evaluate(lambda("a.c|.*$&-a.c|.*"), "${SERVICE}-${STAGE}", deploy)).toHaveLength(1);
});

test("allowed-function-names fills in nothing for a function that only the template knows", async () => {
  const template = (name: string) => ({
    Other: { Type: "AWS::Lambda::Function", Properties: { FunctionName: name } },
  });
  expect(await evaluate(template("checkout-prod-"))).toEqual([]);
  expect(await evaluate(template("checkout-prod-other"))).toEqual([
    'Function "Other" doesn\'t match RegExp /^checkout-prod-$/. (in the template at $.Resources.Other.Properties.FunctionName)',
  ]);
});

test("allowed-function-names refuses an expression that the names make too long, and says so", async () => {
  const stage = "s".repeat(250);
  expect(await evaluate(lambda(`checkout-${stage}-hello`), convention, { stage })).toEqual([
    differs(
      `checkout-${stage}-hello`,
      " The expression cannot be used with the names filled in: it must be at most 256 characters.",
    ),
  ]);
});

test("allowed-function-names evaluates at most as many functions as a template can have", async () => {
  const functions = Array.from({ length: 501 }, (_, index) => [`F${index}`, lambda("a").HelloLambdaFunction]);
  expect(await evaluate(Object.fromEntries(functions.slice(1)), "a")).toEqual([]);
  expect(await evaluate(Object.fromEntries(functions), "a")).toEqual([
    "Not judged: the template has more than 500 functions.",
  ]);
});

test("allowed-function-names compiles no more than a deploy may take, and says which functions were not evaluated for it", async () => {
  const names = Array.from({ length: 101 }, (_, index) => `f${index}`);
  const body = { Type: "AWS::Lambda::Function", Properties: { FunctionName: "f" } };
  const resources = readResources(
    { Resources: Object.fromEntries(names.map((name) => [`F${name.slice(1)}LambdaFunction`, body])) },
    ["template"],
  );
  const declaration = { functions: Object.fromEntries(names.map((name) => [name, {}])) };
  const document = { target, now: "2026-11-20T12:00:00Z", resources, declaration };
  const messages = await messagesOf(policy, document, "f|(x{20}){20}${FUNCTION}");
  expect(messages).toHaveLength(3);
  expect(messages[0]).toContain(
    'Function "f98" doesn\'t match RegExp /^f|(x{20}){20}f98$/. The expression cannot be used with the names filled in: it is too large for so many functions. (in the template',
  );
});

test("allowed-function-names needs the parts of the target that its expression fills in", () => {
  expect(policy.alsoNeeds?.("${SERVICE}-${FUNCTION}")).toEqual(["declaration", "service"]);
  expect(policy.alsoNeeds?.("${STAGE}-.*")).toEqual(["stage"]);
  expect(policy.alsoNeeds?.("orders-.*")).toEqual([]);
});

test.each([
  ["", "must not be empty"],
  ["(", "is not a regular expression that RE2 accepts: missing closing ): `(`"],
  ["(?=${STAGE})", "invalid or unsupported Perl syntax"],
  ["a".repeat(257), "must be at most 256 characters"],
  ["(a{500}){2}", "is too large"],
  ["${REGION}-.*", "knows no ${REGION}: only ${SERVICE}, ${STAGE} and ${FUNCTION} are filled in"],
  ["${STAGE", "knows no ${STAGE: only"],
  [["a"], "must be a regular expression, such as ${SERVICE}-${STAGE}-${FUNCTION}"],
  [undefined, "must be a regular expression"],
])("allowed-function-names refuses the settings %j", (settings, reason) => {
  const { error } = policy.settings.safeParse(settings);
  expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
});

test("allowed-function-names never passes a function that has no name, whatever else it has", async () => {
  await fc.assert(
    fc.asyncProperty(functionWith({ FunctionName: nothing }), async (body) => {
      expect(await evaluate({ Function: body }, ".*")).not.toEqual([]);
    }),
  );
});

test("allowed-function-names permits a name only as it is, whatever characters it has", async () => {
  const name = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme-ascii" });
  await fc.assert(
    fc.asyncProperty(name, name, async (stage, other) => {
      fc.pre(stage.trim() !== "" && stage !== other);
      expect(await evaluate(lambda(stage), "${STAGE}", { stage })).toEqual([]);
      expect(await evaluate(lambda(other), "${STAGE}", { stage })).toHaveLength(1);
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
