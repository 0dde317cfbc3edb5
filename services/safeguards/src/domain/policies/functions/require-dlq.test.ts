// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { anyResources, anyValue, functionWith, nothing } from "../../../../test/any-functions.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { readTemplateValues } from "../../template/values/template-values.ts";
import { requireDlq as policy } from "./require-dlq.ts";

const target = makeTarget();

function evaluate(
  resources: Record<string, unknown>,
  declaration?: Record<string, unknown>,
  others: Record<string, unknown> = {},
): Promise<string[]> {
  const template = { ...others, Resources: resources };
  return messagesOf(policy, {
    target,
    now: "2026-11-20T12:00:00Z",
    resources: readResources(template, ["template"]),
    templateValues: readTemplateValues(template),
    declaration,
  });
}

const lambda = (Properties: unknown) => ({ Type: "AWS::Lambda::Function", Properties });
const samFunction = (Properties: unknown) => ({ Type: "AWS::Serverless::Function", Properties });

const arn = "arn:aws:sqs:eu-central-1:111111111111:failures";
const noValue = { Ref: "AWS::NoValue" };
const violation = (name = "HelloLambdaFunction") => [
  `Function "${name}" doesn't have a Dead Letter Queue configured. (in the template at $.Resources.HelloLambdaFunction)`,
];

for (const { guarantee, body, says } of [
  { guarantee: "refuses a function without anything", body: lambda(undefined), says: violation() },
  { guarantee: "accepts an ARN", body: lambda({ DeadLetterConfig: { TargetArn: arn } }), says: [] },
  {
    guarantee: "accepts an intrinsic that resolves to the ARN",
    body: lambda({ DeadLetterConfig: { TargetArn: { "Fn::GetAtt": ["Failures", "Arn"] } } }),
    says: [],
  },
  {
    guarantee: "refuses an empty ARN",
    body: lambda({ DeadLetterConfig: { TargetArn: "" } }),
    says: violation(),
  },
  {
    guarantee: "refuses a queue that only one branch sets",
    body: lambda({ DeadLetterConfig: { "Fn::If": ["C", { TargetArn: arn }, noValue] } }),
    says: violation(),
  },
  {
    guarantee: "accepts a queue in either branch",
    body: lambda({ DeadLetterConfig: { TargetArn: { "Fn::If": ["C", arn, { Ref: "Topic" }] } } }),
    says: [],
  },
  {
    guarantee: "refuses a configuration that cannot be read",
    body: lambda({ DeadLetterConfig: { Ref: "Config" } }),
    says: violation(),
  },
  {
    guarantee: "refuses properties that cannot be read",
    body: lambda({ "Fn::Transform": { Name: "AWS::Include" } }),
    says: violation(),
  },
  {
    guarantee: "exempts the framework's custom resources",
    body: lambda({ FunctionName: "checkout-prod-custom-resource-existing-s3" }),
    says: [],
  },
  {
    guarantee: "exempts no name that cannot be read",
    body: lambda({ FunctionName: { "Fn::Sub": "${Service}-custom-resource-existing-s3" } }),
    says: violation(),
  },
  {
    guarantee: "accepts SAM's queue",
    body: samFunction({ DeadLetterQueue: { Type: "SQS", TargetArn: arn } }),
    says: [],
  },
  {
    guarantee: "does not take SAM's queue for one of Lambda",
    body: lambda({ DeadLetterQueue: { Type: "SQS", TargetArn: arn } }),
    says: violation(),
  },
  {
    guarantee: "accepts SAM's destination",
    body: samFunction({
      EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "Lambda", Destination: arn } } },
    }),
    says: [],
  },
  {
    guarantee: "accepts the queue that SAM makes itself",
    body: samFunction({ EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "SQS" } } } }),
    says: [],
  },
  {
    guarantee: "takes the type of nothing that cannot be read for SAM's destination",
    body: samFunction({ Type: "SQS", "Fn::Transform": { Name: "AWS::Include" } }),
    says: violation(),
  },
  {
    guarantee: "refuses a destination of SAM without an address",
    body: samFunction({ EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "EventBridge" } } } }),
    says: violation(),
  },
  {
    guarantee: "refuses a destination for successes",
    body: samFunction({ EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: "SQS" } } } }),
    says: violation(),
  },
]) {
  test(`require-dlq ${guarantee}`, async () => {
    expect(await evaluate({ HelloLambdaFunction: body })).toEqual(says);
  });
}

const s3 = { s3: "uploads" };

for (const { guarantee, events, says } of [
  { guarantee: "refuses a declared function without events", events: undefined, says: violation("hello") },
  { guarantee: "refuses a declared function with no events", events: [], says: violation("hello") },
  ...[
    "activemq",
    "alb",
    "cloudFront",
    "http",
    "httpApi",
    "kafka",
    "msk",
    "rabbitmq",
    "sqs",
    "stream",
    "websocket",
  ].map((type) => ({ guarantee: `permits ${type}, whose sender waits`, events: [{ [type]: {} }], says: [] })),
  ...[
    ...["s3", "sns", "alexaSkill", "iot", "cloudwatchEvent", "cloudwatchLog", "cognitoUserPool"],
    ...["alexaSmartHome", "schedule", "eventBridge", "eventOfAPlugin"],
  ].map((type) => ({
    guarantee: `refuses ${type}, which Lambda queues`,
    events: [{ [type]: {} }],
    says: violation("hello"),
  })),
  {
    guarantee: "refuses one such event among others",
    events: [{ http: "GET /" }, s3],
    says: violation("hello"),
  },
  {
    guarantee: "refuses one such type among others",
    events: [{ http: "GET /", ...s3 }],
    says: violation("hello"),
  },
  {
    guarantee: "refuses an http event that API Gateway does not wait for",
    events: [{ http: { path: "/orders", method: "post", async: true } }],
    says: violation("hello"),
  },
  {
    guarantee: "permits an http event that says that API Gateway waits",
    events: [{ http: { path: "/orders", method: "post", async: false } }],
    says: [],
  },
  {
    guarantee: "permits an event whose type waits in both branches",
    events: [{ "Fn::If": ["C", { http: "GET /" }, { sqs: "orders" }] }],
    says: [],
  },
  {
    guarantee: "refuses an event that Lambda queues in one branch",
    events: [{ "Fn::If": ["C", { http: "GET /" }, s3] }],
    says: violation("hello"),
  },
  {
    guarantee: "refuses an event that a condition leaves out",
    events: [{ "Fn::If": ["C", { http: "GET /" }, noValue] }],
    says: violation("hello"),
  },
  {
    guarantee: "refuses an http event that is asynchronous in one branch",
    events: [{ http: { async: { "Fn::If": ["C", true, noValue] } } }],
    says: violation("hello"),
  },
  {
    guarantee: "permits an event whose queue has an address that only AWS knows",
    events: [{ sqs: { "Fn::GetAtt": ["Orders", "Arn"] } }],
    says: [],
  },
  {
    guarantee: "refuses an event whose settings only AWS knows",
    events: [{ http: { "Fn::Transform": { Name: "AWS::Include" } } }],
    says: violation("hello"),
  },
  { guarantee: "reads an event that is only a type", events: ["alexaSkill"], says: violation("hello") },
  { guarantee: "permits a type alone whose sender waits", events: ["websocket"], says: [] },
  { guarantee: "refuses events that cannot be read", events: [null, {}, 7], says: violation("hello") },
  { guarantee: "refuses events that are no list", events: { http: "GET /" }, says: violation("hello") },
]) {
  test(`require-dlq ${guarantee}`, async () => {
    const declaration = { functions: { hello: { events } } };
    expect(await evaluate({ HelloLambdaFunction: lambda({}) }, declaration)).toEqual(says);
  });
}

for (const { guarantee, onFailure, says } of [
  { guarantee: "accepts a destination of the declaration", onFailure: arn, says: [] },
  { guarantee: "accepts one with a type", onFailure: { type: "sqs", arn: { Ref: "Failures" } }, says: [] },
  {
    guarantee: "accepts a destination that both branches of a condition set",
    onFailure: { "Fn::If": ["C", arn, { type: "sqs", arn }] },
    says: [],
  },
  {
    guarantee: "refuses a destination that a condition leaves out",
    onFailure: { "Fn::If": ["C", arn, noValue] },
    says: violation("hello"),
  },
  { guarantee: "refuses an empty one", onFailure: "", says: violation("hello") },
  { guarantee: "refuses one without an ARN", onFailure: { type: "sqs" }, says: violation("hello") },
]) {
  test(`require-dlq ${guarantee}`, async () => {
    const declaration = { functions: { hello: { events: [s3], destinations: { onFailure } } } };
    expect(await evaluate({ HelloLambdaFunction: lambda({}) }, declaration)).toEqual(says);
  });
}

for (const { guarantee, events, says } of [
  {
    guarantee: "permits SAM's events whose senders wait",
    events: { A: { Type: "Api" }, B: { Type: "SQS" } },
    says: [],
  },
  ...[
    ...["S3", "SNS", "Schedule", "ScheduleV2", "EventBridgeRule", "CloudWatchEvent", "IoTRule"],
    ...["AlexaSkill", "Cognito", "CloudWatchLogs"],
  ].map((Type) => ({
    guarantee: `refuses SAM's ${Type}, which Lambda queues`,
    events: { A: { Type: "Api" }, B: { Type } },
    says: violation(),
  })),
  { guarantee: "refuses no events of SAM", events: {}, says: violation() },
  {
    guarantee: "refuses an event of SAM that a condition takes away",
    events: { A: { "Fn::If": ["C", { Type: "Api" }, noValue] } },
    says: violation(),
  },
]) {
  test(`require-dlq ${guarantee}`, async () => {
    expect(await evaluate({ HelloLambdaFunction: samFunction({ Events: events }) })).toEqual(says);
    expect(await evaluate({ HelloLambdaFunction: lambda({ Events: events }) })).toEqual(violation());
  });
}

const getArn = { "Fn::GetAtt": ["HelloLambdaFunction", "Arn"] };

for (const { guarantee, reference } of [
  { guarantee: "a Ref", reference: { Ref: "HelloLambdaFunction" } },
  { guarantee: "its ARN", reference: getArn },
  { guarantee: "its ARN as one text", reference: { "Fn::GetAtt": "HelloLambdaFunction.Arn" } },
  { guarantee: "an Fn::Sub", reference: { "Fn::Sub": "${HelloLambdaFunction.Arn}:live" } },
  { guarantee: "an alias of the framework", reference: { "Fn::Join": [":", [getArn, "provisioned"]] } },
  { guarantee: "its name", reference: "checkout-prod-hello" },
  {
    guarantee: "the ARN with its name",
    reference: "arn:aws:lambda:eu-central-1:111111111111:function:checkout-prod-hello:live",
  },
  {
    guarantee: "the ARN with its name, in any account",
    reference: {
      "Fn::Sub": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:checkout-prod-hello",
    },
  },
  {
    guarantee: "the ARN that is joined",
    reference: {
      "Fn::Join": ["", ["arn:aws:lambda:", { Ref: "AWS::Region" }, ":1:function:checkout-prod-hello"]],
    },
  },
  {
    guarantee: "the ARN with a Ref",
    reference: { "Fn::Sub": "arn:aws:lambda:${AWS::Region}:1:function:${HelloLambdaFunction}:live" },
  },
  { guarantee: "a variable", reference: { "Fn::Sub": ["${F}:live", { F: getArn }] } },
  {
    guarantee: "a text that ends with what only AWS knows",
    reference: { "Fn::Join": [":", [getArn, { "Fn::Select": [0, ["a"]] }]] },
  },
  { guarantee: "an alias", reference: { Ref: "Alias" } },
  { guarantee: "an alias of a version", reference: { Ref: "AliasOfVersion" } },
  { guarantee: "a version", reference: { Ref: "Version" } },
  { guarantee: "the alias that SAM makes", reference: { Ref: "HelloLambdaFunction.Alias" } },
]) {
  const others = {
    Alias: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "HelloLambdaFunction" } } },
    Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: getArn } },
    AliasOfVersion: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "Version" } } },
  };
  const hello = lambda({ FunctionName: "checkout-prod-hello" });
  test(`require-dlq accepts an EventInvokeConfig that refers to the function by ${guarantee}`, async () => {
    const Properties = {
      FunctionName: reference,
      Qualifier: "$LATEST",
      DestinationConfig: { OnFailure: { Destination: arn } },
    };
    const config = { Type: "AWS::Lambda::EventInvokeConfig", Properties };
    expect(await evaluate({ ...others, HelloLambdaFunction: hello, Config: config })).toEqual([]);
  });

  test(`require-dlq refuses a function that S3 may invoke by ${guarantee}, although its events wait`, async () => {
    const Properties = { FunctionName: reference, Principal: "s3.amazonaws.com" };
    const permission = { Type: "AWS::Lambda::Permission", Properties };
    const declaration = { functions: { hello: { events: [{ http: "GET /" }] } } };
    const template = { ...others, HelloLambdaFunction: hello, Permission: permission };
    expect(await evaluate(template, declaration)).toEqual(violation("hello"));
  });
}

test("require-dlq finds a function by a name that only AWS knows in full", async () => {
  const name = { "Fn::Sub": "${AWS::StackName}-hello" };
  const permission = {
    Type: "AWS::Lambda::Permission",
    Properties: { FunctionName: name, Principal: "s3.amazonaws.com" },
  };
  const declaration = { functions: { hello: { events: [{ http: "GET /" }] } } };
  const template = { HelloLambdaFunction: lambda({ FunctionName: name }), Permission: permission };
  expect(await evaluate(template, declaration)).toEqual(violation("hello"));
});

test("require-dlq refuses a queue that a parameter leaves out by default", async () => {
  const body = lambda({ DeadLetterConfig: { TargetArn: { Ref: "Queue" } } });
  const withDefault = (Default: string) => ({ Parameters: { Queue: { Type: "String", Default } } });
  expect(await evaluate({ HelloLambdaFunction: body }, undefined, withDefault(""))).toEqual(violation());
  expect(await evaluate({ HelloLambdaFunction: body }, undefined, withDefault(arn))).toEqual([]);
});

const configured = {
  FunctionName: { Ref: "HelloLambdaFunction" },
  DestinationConfig: { OnFailure: { Destination: { Ref: "Topic" } } },
};

for (const { guarantee, config } of [
  {
    guarantee: "of another function",
    config: { Properties: { ...configured, FunctionName: { Ref: "Other" } } },
  },
  {
    guarantee: "of one function or another",
    config: {
      Properties: {
        ...configured,
        FunctionName: { "Fn::If": ["C", { Ref: "HelloLambdaFunction" }, { Ref: "Other" }] },
      },
    },
  },
  { guarantee: "without a destination", config: { Properties: { ...configured, DestinationConfig: {} } } },
  {
    guarantee: "with a destination that a condition takes away",
    config: {
      Properties: {
        ...configured,
        DestinationConfig: { OnFailure: { "Fn::If": ["C", { Destination: arn }, noValue] } },
      },
    },
  },
  { guarantee: "that exists only on a condition", config: { Condition: "IsProd", Properties: configured } },
  { guarantee: "without properties", config: {} },
]) {
  test(`require-dlq does not take an EventInvokeConfig ${guarantee} for a dead letter queue`, async () => {
    const template = {
      HelloLambdaFunction: lambda({}),
      Config: { Type: "AWS::Lambda::EventInvokeConfig", ...config },
    };
    expect(await evaluate(template)).toEqual(violation());
  });
}

test("require-dlq accepts an EventInvokeConfig that exists on the function's own condition", async () => {
  const template = {
    HelloLambdaFunction: { ...lambda({}), Condition: "IsProd" },
    Config: { Type: "AWS::Lambda::EventInvokeConfig", Condition: "IsProd", Properties: configured },
  };
  expect(await evaluate(template)).toEqual([]);
});

for (const { guarantee, permission, says } of [
  { guarantee: "permits API Gateway", permission: { Principal: "apigateway.amazonaws.com" }, says: [] },
  {
    guarantee: "permits API Gateway of any partition",
    permission: { Principal: { "Fn::Join": ["", ["apigateway.", { Ref: "AWS::URLSuffix" }]] } },
    says: [],
  },
  {
    guarantee: "permits a load balancer",
    permission: { Principal: "elasticloadbalancing.amazonaws.com" },
    says: [],
  },
  {
    guarantee: "permits a function URL",
    permission: { Principal: "*", FunctionUrlAuthType: "NONE" },
    says: [],
  },
  { guarantee: "refuses everyone", permission: { Principal: "*" }, says: violation("hello") },
  {
    guarantee: "refuses EventBridge",
    permission: { Principal: "events.amazonaws.com" },
    says: violation("hello"),
  },
  {
    guarantee: "refuses a principal that only AWS knows",
    permission: { Principal: { Ref: "Who" } },
    says: violation("hello"),
  },
  { guarantee: "refuses an absent principal", permission: {}, says: violation("hello") },
]) {
  test(`require-dlq ${guarantee} to invoke a function whose events wait`, async () => {
    const Properties = { FunctionName: getArn, ...permission };
    const template = {
      HelloLambdaFunction: lambda({}),
      Permission: { Type: "AWS::Lambda::Permission", Properties },
    };
    const declaration = { functions: { hello: { events: [{ http: "GET /" }] } } };
    expect(await evaluate(template, declaration)).toEqual(says);
  });
}

test("require-dlq refuses EventBridge to invoke any function that an alias may stand for", async () => {
  const either = { "Fn::If": ["C", { Ref: "Other" }, { Ref: "HelloLambdaFunction" }] };
  const template = {
    HelloLambdaFunction: lambda({}),
    Alias: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: either } },
    Permission: {
      Type: "AWS::Lambda::Permission",
      Properties: { FunctionName: { Ref: "Alias" }, Principal: "events.amazonaws.com" },
    },
  };
  const declaration = { functions: { hello: { events: [{ http: "GET /" }] } } };
  expect(await evaluate(template, declaration)).toEqual(violation("hello"));
});

test("require-dlq passes a template without functions", async () => {
  expect(await evaluate({ Topic: { Type: "AWS::SNS::Topic" } }, { functions: { hello: {} } })).toEqual([]);
});

test("require-dlq refuses settings, since the policy has none", () => {
  for (const some of [{ queue: arn }, [], arn]) {
    expect(policy.settings.safeParse(some).success).toBe(false);
  }
});

const lacking = functionWith({
  FunctionName: fc.constantFrom(undefined, "hello", { Ref: "Name" }),
  DeadLetterConfig: fc.oneof(nothing, fc.record({ TargetArn: nothing })),
  DeadLetterQueue: fc.oneof(nothing, fc.record({ Type: anyValue, TargetArn: nothing })),
  EventInvokeConfig: nothing,
  Events: nothing,
});

test("require-dlq never passes a function that keeps no failures, whatever else it has", async () => {
  await fc.assert(
    fc.asyncProperty(lacking, async (body) => {
      expect(await evaluate({ Function: body })).toHaveLength(1);
    }),
  );
});

test("no declaration and no template make the policy throw", async () => {
  await fc.assert(
    fc.asyncProperty(anyValue, anyResources, async (functions, template) => {
      expect(await evaluate(template, { functions })).toBeInstanceOf(Array);
    }),
  );
});
