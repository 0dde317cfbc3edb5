// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { processorMsOf } from "../../../../../../test/support/processor-time.ts";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { readTemplateValues } from "../../template/values/template-values.ts";
import { noWildIamRoleStatements as policy } from "./no-wild-iam-role-statements.ts";

const target = makeTarget();

function evaluate(
  resource: unknown,
  settings?: unknown,
  others: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const template = { ...others, Resources: { R: resource } };
  const resources = readResources(template, ["template"]);
  const templateValues = readTemplateValues(template);
  return messagesOf(policy, { target, now: "2026-11-20T12:00:00Z", resources, templateValues }, settings);
}

function role(...statements: unknown[]): unknown {
  return inlinePolicies([{ PolicyName: "p", PolicyDocument: { Statement: statements } }]);
}

function inlinePolicies(policies: unknown): unknown {
  return {
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: { Statement: assume }, Policies: policies },
  };
}

function samFunction(policies: unknown): unknown {
  return { Type: "AWS::Serverless::Function", Properties: { Policies: policies } };
}

const assume = [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }];
const narrow = "arn:aws:s3:::receipts/*";

const statement = "$.Resources.R.Properties.Policies[0].PolicyDocument.Statement[0]";
const action = (text: string, at = ".Action") =>
  `iamRoleStatement granting Action='${text}'. Wildcard actions in iamRoleStatements are not permitted. (in the template at ${statement}${at})`;
const star = (at = ".Resource", text = "*") =>
  `iamRoleStatement granting Resource='${text}'. Wildcard resources in iamRoleStatements are not permitted. (in the template at ${statement}${at})`;
const resource = (json: string, at = ".Resource") =>
  `iamRoleStatement granting Resource=${json}. Wildcard resources or resourcetypes in iamRoleStatements are not permitted. (in the template at ${statement}${at})`;
const cannotEvaluate = (what: string, reason: string, at: string) =>
  `The ${what} of an iamRoleStatement cannot be judged: ${reason}. (in the template at ${statement}${at})`;
const missing = "it is missing or malformed";

for (const { guarantee, actions, says } of [
  { guarantee: "refuses every action", actions: "*", says: [action("*")] },
  { guarantee: "refuses every action of a service", actions: "s3:*", says: [action("s3:*")] },
  { guarantee: "refuses a row of stars", actions: "s3:**", says: [action("s3:**")] },
  {
    guarantee: "refuses stars with question marks, which match every action too",
    actions: ["s3:?*", "s3:*?", "*:*?", "?*"],
    says: [
      action("s3:?*", ".Action[0]"),
      action("s3:*?", ".Action[1]"),
      action("*:*?", ".Action[2]"),
      action("?*", ".Action[3]"),
    ],
  },
  {
    guarantee: "refuses each wildcard of a list",
    actions: ["s3:GetObject", "*", "sqs:*"],
    says: [action("*", ".Action[1]"), action("sqs:*", ".Action[2]")],
  },
  {
    guarantee: "refuses a wildcard that is put together",
    actions: { "Fn::Sub": "${Service}:*" },
    says: [action("unknown:*")],
  },
  {
    guarantee: "refuses a wildcard in a branch",
    actions: { "Fn::If": ["C", "s3:*", "s3:GetObject"] },
    says: [action("s3:*", '.Action["Fn::If"][1]')],
  },
  {
    guarantee: "permits a wildcard inside the action's name",
    actions: ["s3:Get*", "dynamodb:*Item", "s3:??t*"],
    says: [],
  },
  {
    guarantee: "fails an action that only AWS knows",
    actions: { Ref: "Action" },
    says: [cannotEvaluate("Action", "it is Ref", ".Action")],
  },
  {
    guarantee: "fails an action whose name only AWS knows",
    actions: [{ "Fn::Sub": "s3:${Verb}" }, { "Fn::Sub": "${Action}" }],
    says: [
      cannotEvaluate("Action", "it is Fn::Sub", ".Action[0]"),
      cannotEvaluate("Action", "it is Fn::Sub", ".Action[1]"),
    ],
  },
  {
    guarantee: "permits an action of which AWS knows a part",
    actions: { "Fn::Sub": "s3:${Verb}Object" },
    says: [],
  },
  {
    guarantee: "fails an action that is no text",
    actions: [null],
    says: [cannotEvaluate("Action", missing, ".Action[0]")],
  },
  { guarantee: "fails a missing action", actions: undefined, says: [cannotEvaluate("Action", missing, "")] },
]) {
  test(`no-wild-iam-role-statements ${guarantee}`, async () => {
    expect(await evaluate(role({ Effect: "Allow", Action: actions, Resource: narrow }))).toEqual(says);
  });
}

for (const { guarantee, resources, says } of [
  { guarantee: "refuses every resource", resources: "*", says: [star()] },
  { guarantee: "refuses every resource in a list", resources: [narrow, "*"], says: [star(".Resource[1]")] },
  {
    guarantee: "refuses stars with question marks, which match every resource too",
    resources: ["?*", "arn:aws:s3:::*?"],
    says: [star(".Resource[0]", "?*"), resource('"arn:aws:s3:::*?"', ".Resource[1]")],
  },
  {
    guarantee: "refuses every service",
    resources: "arn:aws:*:eu-central-1:1:x",
    says: [resource('"arn:aws:*:eu-central-1:1:x"')],
  },
  {
    guarantee: "refuses every resource of a service",
    resources: "arn:aws:s3:::*",
    says: [resource('"arn:aws:s3:::*"')],
  },
  {
    guarantee: "refuses every resource of a type",
    resources: "arn:aws:lambda:eu-central-1:1:function:*",
    says: [resource('"arn:aws:lambda:eu-central-1:1:function:*"')],
  },
  {
    guarantee: "refuses a resource of stars between slashes",
    resources: ["arn:aws:s3:::*/*", "arn:aws:execute-api:eu-central-1:1:*/*/*"],
    says: [
      resource('"arn:aws:s3:::*/*"', ".Resource[0]"),
      resource('"arn:aws:execute-api:eu-central-1:1:*/*/*"', ".Resource[1]"),
    ],
  },
  {
    guarantee: "refuses an address that ends before it names a resource",
    resources: ["arn:aws:s3:*", "arn:aws:sqs", "arn:*"],
    says: [
      resource('"arn:aws:s3:*"', ".Resource[0]"),
      resource('"arn:aws:sqs"', ".Resource[1]"),
      resource('"arn:*"', ".Resource[2]"),
    ],
  },
  {
    guarantee: "refuses a joined wildcard",
    resources: { "Fn::Join": [":", ["arn:aws:s3", "", "", "*"]] },
    says: [resource('{"Fn::Join":[":",["arn:aws:s3","","","*"]]}')],
  },
  {
    guarantee: "refuses a wildcard after substitution",
    resources: { "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*" },
    says: [resource('{"Fn::Sub":"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*"}')],
  },
  {
    guarantee: "refuses a substitution that resolves to nothing but a star",
    resources: { "Fn::Sub": ["${All}", { All: "*" }] },
    says: [star()],
  },
  {
    guarantee: "refuses a star in one branch within a join",
    resources: { "Fn::Join": ["", [{ "Fn::If": ["C", "*", narrow] }]] },
    says: [star()],
  },
  { guarantee: "permits a wildcard within a resource", resources: [narrow, "arn:aws:s3:::*-logs"], says: [] },
  { guarantee: "permits wildcards for region and account", resources: "arn:aws:sqs:*:*:jobs", says: [] },
  {
    guarantee: "permits stars after the seventh part",
    resources: "arn:aws:logs:eu-central-1:1:log-group:/aws/lambda/x*:*:*",
    says: [],
  },
  {
    guarantee: "permits the address of one thing",
    resources: [{ "Fn::GetAtt": ["Table", "Arn"] }, { Ref: "Topic" }, { "Fn::ImportValue": "queue" }],
    says: [],
  },
  {
    guarantee: "permits what a join puts behind an address",
    resources: { "Fn::Join": ["/", [{ "Fn::GetAtt": ["Table", "Arn"] }, "index/*"]] },
    says: [],
  },
  { guarantee: "skips a resource of no value", resources: [narrow, { Ref: "AWS::NoValue" }], says: [] },
  {
    guarantee: "fails a resource from a mapping",
    resources: { "Fn::FindInMap": ["A", "b", "c"] },
    says: [cannotEvaluate("Resource", "it is Fn::FindInMap", ".Resource")],
  },
  {
    guarantee: "fails a malformed join",
    resources: { "Fn::Join": ":" },
    says: [cannotEvaluate("Resource", "it is Fn::Join", ".Resource")],
  },
  {
    guarantee: "fails a null resource",
    resources: null,
    says: [cannotEvaluate("Resource", missing, ".Resource")],
  },
  {
    guarantee: "fails a missing resource",
    resources: undefined,
    says: [cannotEvaluate("Resource", missing, "")],
  },
]) {
  test(`no-wild-iam-role-statements ${guarantee}`, async () => {
    expect(await evaluate(role({ Effect: "Allow", Action: "s3:GetObject", Resource: resources }))).toEqual(
      says,
    );
  });
}

test("no-wild-iam-role-statements refuses to allow all but some actions or resources", async () => {
  const wide = { Effect: "Allow", NotAction: "iam:*", NotResource: narrow };
  const at = `(in the template at ${statement}`;
  expect(await evaluate(role(wide))).toEqual([
    `iamRoleStatement granting all but NotAction. Wildcard actions in iamRoleStatements are not permitted. ${at}.NotAction)`,
    `iamRoleStatement granting all but NotResource. Wildcard resources in iamRoleStatements are not permitted. ${at}.NotResource)`,
  ]);
});

test("no-wild-iam-role-statements leaves statements that deny alone, whatever they say", async () => {
  expect(await evaluate(role({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }))).toEqual([]);
});

test("no-wild-iam-role-statements takes an effect that cannot be read for Allow", async () => {
  expect(await evaluate(role({ Effect: { Ref: "Effect" }, Action: "*", Resource: narrow }))).toEqual([
    action("*"),
  ]);
});

const wide = { Effect: "Allow", Action: "*", Resource: "*" };

test.each([
  { holder: "a role", resource: role(wide) },
  {
    holder: "a role with one statement",
    resource: inlinePolicies([{ PolicyDocument: { Statement: wide } }]),
  },
  {
    holder: "a role with a conditional policy",
    resource: inlinePolicies([
      { "Fn::If": ["C", { PolicyDocument: { Statement: [wide] } }, { Ref: "AWS::NoValue" }] },
    ]),
  },
  {
    holder: "a policy",
    resource: { Type: "AWS::IAM::Policy", Properties: { PolicyDocument: { Statement: [wide] } } },
  },
  {
    holder: "a role policy",
    resource: { Type: "AWS::IAM::RolePolicy", Properties: { PolicyDocument: { Statement: [wide] } } },
  },
  {
    holder: "a managed policy",
    resource: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Statement: wide } } },
  },
  {
    holder: "a user policy",
    resource: { Type: "AWS::IAM::UserPolicy", Properties: { PolicyDocument: { Statement: [wide] } } },
  },
  {
    holder: "a group policy",
    resource: { Type: "AWS::IAM::GroupPolicy", Properties: { PolicyDocument: { Statement: [wide] } } },
  },
  {
    holder: "a user",
    resource: { Type: "AWS::IAM::User", Properties: { Policies: [{ PolicyDocument: { Statement: wide } }] } },
  },
  {
    holder: "a group",
    resource: {
      Type: "AWS::IAM::Group",
      Properties: { Policies: [{ PolicyDocument: { Statement: [wide] } }] },
    },
  },
  {
    holder: "a SAM function",
    resource: samFunction(["AWSLambdaExecute", { Version: "2012-10-17", Statement: [wide] }]),
  },
  { holder: "a SAM function with one statement", resource: samFunction({ Statement: wide }) },
  {
    holder: "a SAM function with a conditional policy",
    resource: samFunction([{ "Fn::If": ["C", { Statement: [wide] }, "AWSLambdaExecute"] }]),
  },
  {
    holder: "a SAM state machine",
    resource: { Type: "AWS::Serverless::StateMachine", Properties: { Policies: [{ Statement: [wide] }] } },
  },
])("no-wild-iam-role-statements evaluates the statements of $holder", async ({ resource: holder }) => {
  expect(await evaluate(holder)).toHaveLength(2);
});

test.each([
  { what: "a document", resource: inlinePolicies([{ PolicyDocument: { "Fn::Transform": {} } }]) },
  { what: "the list of policies", resource: inlinePolicies({ "Fn::FindInMap": [] }) },
  { what: "a statement", resource: role("Allow") },
  { what: "the properties", resource: { Type: "AWS::IAM::Policy", Properties: { "Fn::Transform": {} } } },
  { what: "a SAM function's policy", resource: samFunction([{ "Fn::Transform": {} }]) },
])("no-wild-iam-role-statements fails when $what cannot be read", async ({ resource: holder }) => {
  expect(await evaluate(holder)).toEqual([
    expect.stringMatching(/^The statement of an iamRoleStatement cannot be judged/),
  ]);
});

test.each([
  { policies: undefined },
  { policies: "AdministratorAccess" },
  { policies: ["AWSLambdaExecute", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
  { policies: [{ DynamoDBCrudPolicy: { TableName: { Ref: "Table" } } }, { AMIDescribePolicy: {} }] },
  { policies: [{ Ref: "Managed" }, { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess" }] },
  { policies: { "Fn::If": ["C", "AWSLambdaExecute", { Ref: "AWS::NoValue" }] } },
])(
  "no-wild-iam-role-statements leaves the names of policies alone that a SAM function has: $policies",
  async ({ policies }) => {
    expect(await evaluate(samFunction(policies))).toEqual([]);
  },
);

test("no-wild-iam-role-statements passes a type whose policy is no IAM policy, such as AWS::SQS::QueuePolicy", async () => {
  expect(
    await evaluate({ Type: "AWS::SQS::QueuePolicy", Properties: { PolicyDocument: { Statement: wide } } }),
  ).toEqual([]);
});

const xray = {
  Effect: "Allow",
  Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  Resource: ["*"],
};
const network = {
  Effect: "Allow",
  Action: ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces"],
  Resource: "*",
};

test("no-wild-iam-role-statements permits what the framework generates only where the settings say so", async () => {
  expect(await evaluate(role(xray, network))).toHaveLength(2);
  expect(await evaluate(role(xray, network), { allowFrameworkGenerated: true })).toEqual([]);
});

test.each([
  { extra: "another action", statement: { ...xray, Action: [...xray.Action, "s3:PutObject"] } },
  { extra: "NotAction", statement: { ...xray, NotAction: "iam:*" } },
  { extra: "no action", statement: { Effect: "Allow", Action: [], Resource: "*" } },
])(
  "no-wild-iam-role-statements does not take a statement with $extra for the framework's",
  async ({ statement: almost }) => {
    expect(await evaluate(role(almost), { allowFrameworkGenerated: true })).not.toEqual([]);
  },
);

test.each([[{ allowFrameworkGenerated: "yes" }], [{ allow: true }], [[]], ["x"]])(
  "no-wild-iam-role-statements refuses the settings %j",
  (settings) => {
    expect(policy.settings.safeParse(settings).success).toBe(false);
  },
);

for (const { guarantee, parameter, granted, says } of [
  {
    guarantee: "refuses a parameter whose default is every resource",
    parameter: { Type: "String", Default: "*" },
    granted: { Ref: "Parameter" },
    says: [star()],
  },
  {
    guarantee: "refuses a parameter whose default is a list with every resource",
    parameter: { Type: "CommaDelimitedList", Default: `${narrow},*` },
    granted: [narrow, { Ref: "Parameter" }],
    says: [star(".Resource[1]")],
  },
  {
    guarantee: "refuses a parameter whose default makes an address a wildcard",
    parameter: { Type: "String", Default: "*" },
    granted: { "Fn::Sub": "arn:aws:s3:::${Parameter}" },
    says: [resource('{"Fn::Sub":"arn:aws:s3:::${Parameter}"}')],
  },
  {
    guarantee: "permits a parameter whose default is narrow, or that has none",
    parameter: { Type: "String", Default: narrow },
    granted: [{ Ref: "Parameter" }, { Ref: "Another" }],
    says: [],
  },
]) {
  test(`no-wild-iam-role-statements ${guarantee}`, async () => {
    const resource = role({ Effect: "Allow", Action: "s3:GetObject", Resource: granted });
    expect(await evaluate(resource, undefined, { Parameters: { Parameter: parameter } })).toEqual(says);
  });
}

test("a parameter's default permits no action that only AWS knows, and denies nothing", async () => {
  const resource = role({ Effect: { Ref: "Effect" }, Action: { "Fn::Sub": "s3:${Verb}" }, Resource: "*" });
  const parameters = {
    Verb: { Type: "String", Default: "GetObject" },
    Effect: { Type: "String", Default: "Deny" },
  };
  expect(await evaluate(resource, undefined, { Parameters: parameters })).toEqual([
    cannotEvaluate("Action", "it is Fn::Sub", ".Action"),
    star(),
  ]);
});

const partitions = { Arns: { all: { arn: "*" }, one: { arn: narrow }, part: { name: "receipts" } } };
const find = (...keys: unknown[]) => ({ "Fn::FindInMap": ["Arns", ...keys] });

for (const { guarantee, granted, says } of [
  { guarantee: "refuses a wildcard in a mapping", granted: find("all", "arn"), says: [star()] },
  {
    guarantee: "refuses a wildcard that a mapping may contain",
    granted: find({ Ref: "AWS::Region" }, "arn"),
    says: [star()],
  },
  {
    guarantee: "refuses a wildcard inside of another function",
    granted: { "Fn::Join": ["", [find("all", "arn")]] },
    says: [star()],
  },
  {
    guarantee: "refuses a wildcard as a variable of Fn::Sub",
    granted: { "Fn::Sub": ["arn:aws:s3:::${b}", { b: find("all", "arn") }] },
    says: [resource('{"Fn::Sub":["arn:aws:s3:::${b}",{"b":{"Fn::FindInMap":["Arns","all","arn"]}}]}')],
  },
  {
    guarantee: "refuses a function that may resolve to a wildcard",
    granted: { "Fn::Join": ["", ["arn:aws:s3:::", { "Fn::Select": [0, ["*"]] }]] },
    says: [cannotEvaluate("Resource", "it is Fn::Join", ".Resource")],
  },
  {
    guarantee: "refuses what AWS reads from elsewhere",
    granted: ["{{resolve:ssm:/all}}", "arn:aws:s3:::{{resolve:ssm:/bucket}}/*"],
    says: [
      cannotEvaluate("Resource", "it is a text that AWS resolves", ".Resource[0]"),
      cannotEvaluate("Resource", "it is a text that AWS resolves", ".Resource[1]"),
    ],
  },
  {
    guarantee: "permits what is narrow",
    granted: [
      find("one", "arn"),
      { "Fn::Sub": ["arn:aws:s3:::${b}/*", { b: find("part", "name") }] },
      { "Fn::Sub": "${Table.Arn}/index/*" },
      {
        "Fn::Join": [
          "",
          ["arn:aws:s3:::", { "Fn::Select": [5, { "Fn::Split": [":", { "Fn::GetAtt": ["B", "Arn"] }] }] }],
        ],
      },
      "arn:aws:s3:::receipts-{{resolve:ssm:/bucket}}/*",
    ],
    says: [],
  },
]) {
  test(`no-wild-iam-role-statements ${guarantee}`, async () => {
    const resource = role({ Effect: "Allow", Action: "s3:GetObject", Resource: granted });
    expect(await evaluate(resource, undefined, { Mappings: partitions })).toEqual(says);
  });
}

test.each([
  [{ "Fn::Sub": "s3:${Verb}*" }, "it is Fn::Sub"],
  [{ "Fn::Sub": "${Service}${Verb}" }, "it is Fn::Sub"],
  [{ "Fn::Join": ["", ["dynamodb:", { Ref: "Verb" }, "*"]] }, "it is Fn::Join"],
  [{ "Fn::Join": ["", ["s3:", { "Fn::Select": [0, ["*"]] }, "*"]] }, "it is Fn::Join"],
  ["s3:{{resolve:ssm:/verb}}", "it is a text that AWS resolves"],
])("no-wild-iam-role-statements refuses the action %j, which may be every one", async (action, reason) => {
  const resource = role({ Effect: "Allow", Action: action, Resource: narrow });
  expect(await evaluate(resource)).toEqual([cannotEvaluate("Action", reason, ".Action")]);
});

test("no-wild-iam-role-statements permits an action of which AWS knows a part", async () => {
  const resource = role({ Effect: "Allow", Action: { "Fn::Sub": "s3:Get${Thing}" }, Resource: narrow });
  expect(await evaluate(resource)).toEqual([]);
});

test("no-wild-iam-role-statements reads a long text with an unclosed reference in linear time", async () => {
  const resource = role({ Effect: "Allow", Action: "s3:GetObject", Resource: "{{resolve:".repeat(400_000) });
  const spentMs = await processorMsOf(async () => expect(await evaluate(resource)).toEqual([]));
  expect(spentMs).toBeLessThan(2_000);
});
