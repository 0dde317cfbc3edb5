// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { noSandbox } from "../../../../test/no-sandbox.ts";
import { readResources } from "../../template/resources.ts";
import { forbidLambdaApigIntegration as policy } from "./forbid-lambda-apig-integration.ts";

const target = makeTarget();

function documentWith(declaration: Record<string, unknown>, template: Record<string, unknown> = {}) {
  const resources = readResources({ Resources: template }, ["template"]);
  return { target, now: "2026-11-20T12:00:00Z", declaration, resources };
}

function evaluate(
  declaration: Record<string, unknown>,
  template?: Record<string, unknown>,
): Promise<string[]> {
  return messagesOf(policy, documentWith(declaration, template));
}

const at = (path: string) => `(in the declaration at $.functions${path})`;
const refused = (integration: string, path = '["place-order"].events[0].http.integration') =>
  `Function "place-order" is using HTTP integration "${integration}" which does not support instrumentation by the Serverless Dashboard ${at(path)}`;

for (const { guarantee, events, says } of [
  { guarantee: "permits the short form", events: [{ http: "GET /orders" }], says: [] },
  { guarantee: "permits the default", events: [{ http: { path: "/orders", method: "get" } }], says: [] },
  { guarantee: "permits an empty integration", events: [{ http: { integration: "" } }], says: [] },
  {
    guarantee: "permits every spelling of the proxies",
    events: ["lambda-proxy", "LAMBDA_PROXY", "aws-proxy", "Aws_Proxy"].map((integration) => ({
      http: { integration },
    })),
    says: [],
  },
  { guarantee: "does not look at httpApi", events: [{ httpApi: { integration: "lambda" } }], says: [] },
  { guarantee: "permits other events", events: ["schedule", null, { sqs: "arn" }, 7], says: [] },
  { guarantee: "permits a function without events", events: null, says: [] },
  {
    guarantee: "refuses the lambda integration",
    events: [{ http: { integration: "lambda" } }],
    says: [refused("lambda")],
  },
  {
    guarantee: "refuses every other integration of a function",
    events: [
      { http: "GET /" },
      { http: { integration: "mock" } },
      { http: { integration: "HTTP-PROXY" } },
      { http: { integration: "aws" } },
    ],
    says: [
      refused("mock", '["place-order"].events[1].http.integration'),
      refused("HTTP-PROXY", '["place-order"].events[2].http.integration'),
      refused("aws", '["place-order"].events[3].http.integration'),
    ],
  },
  {
    guarantee: "refuses an asynchronous event, unless it says that it is a proxy",
    events: [
      { http: { path: "/", method: "post", async: true } },
      { http: { async: true, integration: "lambda-proxy" } },
      { http: { async: false } },
    ],
    says: [refused("AWS", '["place-order"].events[0].http.async')],
  },
  {
    guarantee: "evaluates both branches of an integration",
    events: [
      { http: { integration: { "Fn::If": ["C", "lambda", "lambda-proxy"] } } },
      { http: { integration: { "Fn::If": ["C", "aws-proxy", "lambda-proxy"] } } },
    ],
    says: [refused("lambda", '["place-order"].events[0].http.integration["Fn::If"][1]')],
  },
  {
    guarantee: "takes an integration that AWS::NoValue leaves out for the default",
    events: [
      { http: { integration: { Ref: "AWS::NoValue" } } },
      { http: { integration: { Ref: "AWS::NoValue" }, async: true } },
    ],
    says: [refused("AWS", '["place-order"].events[1].http.async')],
  },
  {
    guarantee: "refuses an event that is asynchronous in one branch",
    events: [{ http: { async: { "Fn::If": ["C", true, { Ref: "AWS::NoValue" }] } } }],
    says: [refused("AWS", '["place-order"].events[0].http.async["Fn::If"][1]')],
  },
  {
    guarantee: "evaluates an event that only one branch has",
    events: [{ "Fn::If": ["C", { http: { integration: "lambda" } }, { Ref: "AWS::NoValue" }] }],
    says: [refused("lambda", '["place-order"].events[0]["Fn::If"][1].http.integration')],
  },
  {
    guarantee: "fails an event, an http event and an integration that only AWS knows",
    events: [{ Ref: "Event" }, { http: { Ref: "Http" } }, { http: { integration: { Ref: "Integration" } } }],
    says: ["[0]", "[1].http", "[2].http.integration"].map(
      (path) =>
        `HTTP integration of function "place-order" cannot be judged: it is Ref, which only AWS resolves ${at(`["place-order"].events${path}`)}`,
    ),
  },
  {
    guarantee: "fails events that only AWS knows",
    events: { Ref: "Events" },
    says: [
      `Events of function "place-order" cannot be judged: they are no list ${at('["place-order"].events')}`,
    ],
  },
  {
    guarantee: "fails events that are no list",
    events: { http: "GET /" },
    says: [
      `Events of function "place-order" cannot be judged: they are no list ${at('["place-order"].events')}`,
    ],
  },
]) {
  test(`forbid-lambda-apig-integration ${guarantee}`, async () => {
    expect(await evaluate({ functions: { "place-order": { events } } })).toEqual(says);
  });
}

test.each([[undefined], [null], [{}], [{ a: null }], [[{ a: {} }, { b: {} }]]])(
  "forbid-lambda-apig-integration permits the functions %j",
  async (functions) => {
    expect(await evaluate({ functions })).toEqual([]);
  },
);

test("forbid-lambda-apig-integration evaluates functions that are a list of objects", async () => {
  const functions = [{ a: {} }, { "place-order": { events: [{ http: { integration: "lambda" } }] } }];
  expect(await evaluate({ functions })).toEqual([
    refused("lambda", '[1]["place-order"].events[0].http.integration'),
  ]);
});

test("forbid-lambda-apig-integration evaluates functions that only one branch has", async () => {
  const either = { "place-order": { events: [{ http: { integration: "lambda" } }] } };
  expect(await evaluate({ functions: { "Fn::If": ["C", either, { Ref: "AWS::NoValue" }] } })).toEqual([
    refused("lambda", '["Fn::If"][1]["place-order"].events[0].http.integration'),
  ]);
});

test("forbid-lambda-apig-integration fails functions that only AWS knows", async () => {
  expect(await evaluate({ functions: { "Fn::Transform": { Name: "Functions" } } })).toEqual([
    `HTTP integrations cannot be judged: this is no object of functions ${at("")}`,
  ]);
});

test("forbid-lambda-apig-integration fails functions that are no object", async () => {
  expect(await evaluate({ functions: "${file(functions.yml)}" })).toEqual([
    `HTTP integrations cannot be judged: this is no object of functions ${at("")}`,
  ]);
});

const lambdaUri = (logicalId: string) => ({
  "Fn::Join": [
    "",
    [
      "arn:",
      { Ref: "AWS::Partition" },
      ":apigateway:eu-central-1:lambda:path/2015-03-31/functions/",
      { "Fn::GetAtt": [logicalId, "Arn"] },
      "/invocations",
    ],
  ],
});
const method = (integration: unknown) => ({
  Orders: { Type: "AWS::ApiGateway::Method", Properties: { HttpMethod: "GET", Integration: integration } },
});
const compiled = (subject: string, path = "") =>
  `${subject} is using HTTP integration "AWS" which does not support instrumentation by the Serverless Dashboard (in the template at $.Resources.Orders.Properties.Integration.Type${path})`;
const cannotBeEvaluated = (reason: string, path: string) =>
  `HTTP integration of method "Orders" cannot be judged: ${reason} (in the template at $.Resources.Orders.Properties.Integration${path})`;

for (const { guarantee, integration, says } of [
  { guarantee: "permits a proxy", integration: { Type: "AWS_PROXY", Uri: lambdaUri("Fn") }, says: [] },
  { guarantee: "permits a mock for CORS", integration: { Type: "MOCK" }, says: [] },
  { guarantee: "permits a method without integration", integration: undefined, says: [] },
  {
    guarantee: "permits calls to other services",
    integration: { Type: "AWS", Uri: { "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:sqs:path/1/orders" } },
    says: [],
  },
  {
    guarantee: "refuses a mapping before a function",
    integration: { Type: "AWS", Uri: lambdaUri("Fn") },
    says: [compiled('Function "Fn"')],
  },
  {
    guarantee: "refuses a mapping before a function that Fn::Sub names",
    integration: {
      Type: "AWS",
      Uri: {
        "Fn::Sub": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations",
      },
    },
    says: [compiled('Function "Fn"')],
  },
  {
    guarantee: "refuses a mapping before a function of another stack",
    integration: {
      Type: "AWS",
      Uri: {
        "Fn::Join": [
          "",
          ["arn:aws:apigateway:eu-west-1:lambda:path/f/", { "Fn::ImportValue": "f" }, "/invocations"],
        ],
      },
    },
    says: [compiled('Method "Orders"')],
  },
  {
    guarantee: "refuses a mapping in one branch",
    integration: { Type: { "Fn::If": ["C", "AWS_PROXY", "AWS"] }, Uri: lambdaUri("Fn") },
    says: [compiled('Function "Fn"', '["Fn::If"][2]')],
  },
  {
    guarantee: "fails a type that only AWS knows",
    integration: { Type: { Ref: "Type" }, Uri: lambdaUri("Fn") },
    says: [cannotBeEvaluated("it is Ref, which only AWS resolves", ".Type")],
  },
  {
    guarantee: "fails a Uri that only AWS knows",
    integration: { Type: "AWS", Uri: { Ref: "Uri" } },
    says: [cannotBeEvaluated("it is Ref, which only AWS resolves", ".Uri")],
  },
  {
    guarantee: "fails a Uri whose service only AWS knows, however it is written",
    integration: { Type: "AWS", Uri: { "Fn::Sub": "${Uri}" } },
    says: [cannotBeEvaluated("it is Fn::Sub, which only AWS resolves", ".Uri")],
  },
  {
    guarantee: "fails an integration that only AWS knows",
    integration: { "Fn::Transform": { Name: "AWS::Include" } },
    says: [cannotBeEvaluated("it is Fn::Transform, which only AWS resolves", "")],
  },
]) {
  test(`forbid-lambda-apig-integration ${guarantee} in the template of another tool`, async () => {
    expect(await evaluate({}, method(integration))).toEqual(says);
  });
}

test("forbid-lambda-apig-integration says once what the declaration and the compiled template both say, and names the resource", async () => {
  const template = {
    PlaceDashorderLambdaFunction: { Type: "AWS::Lambda::Function" },
    ...method({ Type: "AWS", Uri: lambdaUri("PlaceDashorderLambdaFunction") }),
  };
  const functions = { "place-order": { events: [{ http: { integration: "lambda" } }] } };
  expect(await policy.evaluate(documentWith({ functions }, template), undefined, noSandbox)).toEqual([
    expect.objectContaining({ message: refused("lambda"), resource: "PlaceDashorderLambdaFunction" }),
  ]);
});

test("forbid-lambda-apig-integration names a function of the template as the declaration does", async () => {
  const template = {
    PlaceDashorderLambdaFunction: { Type: "AWS::Lambda::Function" },
    ...method({ Type: "AWS", Uri: lambdaUri("PlaceDashorderLambdaFunction") }),
  };
  expect(await evaluate({ functions: { "place-order": {} } }, template)).toEqual([
    compiled('Function "place-order"'),
  ]);
});

test("forbid-lambda-apig-integration refuses settings, since the policy has none", () => {
  expect(policy.settings.safeParse(undefined).success).toBe(true);
  expect(policy.settings.safeParse({ integration: "lambda" }).success).toBe(false);
});
