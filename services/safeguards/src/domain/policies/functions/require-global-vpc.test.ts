import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { anyResources, anyValue, functionWith, nothing } from "../../../../test/any-functions.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { requireGlobalVpc as policy } from "./require-global-vpc.ts";

const target = makeTarget();

function evaluate(template: Record<string, unknown>, settings?: unknown): Promise<string[]> {
  const resources = readResources({ Resources: template }, ["template"]);
  const declaration = { functions: { hello: {} } };
  return messagesOf(policy, { target, now: "2026-11-20T12:00:00Z", resources, declaration }, settings);
}

function lambda(VpcConfig: unknown, Type = "AWS::Lambda::Function") {
  return { HelloLambdaFunction: { Type, Properties: { VpcConfig } } };
}

const noValue = { Ref: "AWS::NoValue" };
const vpc = { SecurityGroupIds: ["sg-1"], SubnetIds: ["subnet-1", "subnet-2"] };
const oneSubnet = { ...vpc, SubnetIds: ["subnet-1"] };

const at = (path: string) =>
  `(in the template at $.Resources.HelloLambdaFunction.Properties.VpcConfig${path})`;
const violation = (path: string) => `Function "hello" doesn't satisfy global VPC requirement. ${at(path)}`;
const fewer = (path: string, least = 2) =>
  `Function "hello" doesn't satisfy the global VPC requirement of at least ${least} subnets. ${at(path)}`;
const uncountable = (intrinsic: string, path: string) =>
  `Function "hello" doesn't satisfy global VPC requirement. ${intrinsic} stands here, which only AWS resolves and nobody can count. ${at(path)}`;

for (const { guarantee, config, settings, says } of [
  { guarantee: "permits two subnets by default", config: vpc, says: [] },
  {
    guarantee: "counts elements that are references",
    config: {
      SecurityGroupIds: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
      SubnetIds: [{ Ref: "SubnetA" }, { "Fn::ImportValue": "subnet-b" }],
    },
    says: [],
  },
  {
    guarantee: "permits one subnet when one is enough",
    config: oneSubnet,
    settings: { minNumSubnets: 1 },
    says: [],
  },
  {
    guarantee: "reads empty settings as the default",
    config: oneSubnet,
    settings: {},
    says: [fewer(".SubnetIds")],
  },
  {
    guarantee: "reads null settings as the default",
    config: oneSubnet,
    settings: null,
    says: [fewer(".SubnetIds")],
  },
  { guarantee: "reads absent settings as the default", config: oneSubnet, says: [fewer(".SubnetIds")] },
  {
    guarantee: "requires as many subnets as the settings say",
    config: vpc,
    settings: { minNumSubnets: 3 },
    says: [fewer(".SubnetIds", 3)],
  },
  {
    guarantee: "counts a subnet that stands twice once",
    config: { ...vpc, SubnetIds: ["subnet-1", "subnet-1"] },
    says: [fewer(".SubnetIds")],
  },
  {
    guarantee: "counts a subnet once that is written in two ways",
    config: { ...vpc, SubnetIds: [{ Ref: "A" }, { "Fn::Sub": "${A}" }] },
    says: [fewer(".SubnetIds")],
  },
  {
    guarantee: "does not count a subnet that a condition takes away",
    config: { ...vpc, SubnetIds: ["subnet-1", { "Fn::If": ["C", "subnet-2", noValue] }] },
    says: [fewer(".SubnetIds")],
  },
  {
    guarantee: "counts once what may turn out the same on other conditions",
    config: {
      ...vpc,
      SubnetIds: [{ "Fn::If": ["C", "subnet-1", "subnet-2"] }, { "Fn::If": ["D", "subnet-1", "subnet-2"] }],
    },
    says: [fewer(".SubnetIds")],
  },
  {
    guarantee: "does not count what is no subnet",
    config: { ...vpc, SubnetIds: ["subnet-1", "", null, noValue, {}, [], 7] },
    says: [fewer(".SubnetIds")],
  },
  { guarantee: "refuses a function without a VPC", config: undefined, says: [violation("")] },
  { guarantee: "refuses a VPC that is null", config: null, says: [violation("")] },
  { guarantee: "refuses a VPC that is a list", config: ["subnet-1"], says: [violation("")] },
  { guarantee: "says once that both lists are missing", config: {}, says: [violation(".SecurityGroupIds")] },
  {
    guarantee: "refuses a VPC without security groups",
    config: { SubnetIds: vpc.SubnetIds },
    says: [violation(".SecurityGroupIds")],
  },
  {
    guarantee: "refuses a VPC without subnets",
    config: { SecurityGroupIds: ["sg-1"] },
    says: [violation(".SubnetIds")],
  },
  {
    guarantee: "refuses an empty list of subnets",
    config: { ...vpc, SubnetIds: [] },
    says: [violation(".SubnetIds")],
  },
  {
    guarantee: "refuses security groups that may all be taken away",
    config: { ...vpc, SecurityGroupIds: [noValue] },
    says: [violation(".SecurityGroupIds")],
  },
  {
    guarantee: "refuses a text in place of a list",
    config: { ...vpc, SubnetIds: "subnet-1,subnet-2" },
    says: [violation(".SubnetIds")],
  },
  {
    guarantee: "refuses lists that cannot be counted",
    config: { SecurityGroupIds: { Ref: "Groups" }, SubnetIds: { "Fn::Split": [",", "a,b"] } },
    says: [uncountable("Ref", ".SecurityGroupIds"), uncountable("Fn::Split", ".SubnetIds")],
  },
  {
    guarantee: "refuses a VPC that cannot be read",
    config: { "Fn::FindInMap": ["Vpc", "prod", "config"] },
    says: [uncountable("Fn::FindInMap", "")],
  },
  {
    guarantee: "evaluates both branches of a condition",
    config: { "Fn::If": ["C", { ...vpc, SubnetIds: { "Fn::If": ["D", ["a", "b"], ["a"]] } }, noValue] },
    says: [fewer('["Fn::If"][1].SubnetIds["Fn::If"][2]'), violation('["Fn::If"][2]')],
  },
]) {
  test(`require-global-vpc ${guarantee}`, async () => {
    expect(await evaluate(lambda(config), settings)).toEqual(says);
    expect(await evaluate(lambda(config, "AWS::Serverless::Function"), settings)).toEqual(says);
  });
}

test("require-global-vpc passes a template without functions", async () => {
  expect(await evaluate({ Topic: { Type: "AWS::SNS::Topic" } })).toEqual([]);
});

test("require-global-vpc refuses a function without properties, by its logical id when the declaration does not know it", async () => {
  expect(await evaluate({ Lonely: { Type: "AWS::Lambda::Function" } })).toEqual([
    'Function "Lonely" doesn\'t satisfy global VPC requirement. (in the template at $.Resources.Lonely.Properties)',
  ]);
});

test.each([
  [{ minNumSubnets: 0 }],
  [{ minNumSubnets: 17 }],
  [{ minNumSubnets: 1.5 }],
  [{ minNumSubnets: "2" }],
  [{ minNumSubnets: null }],
  [{ minSubnets: 2 }],
  [[]],
  [2],
])("require-global-vpc refuses the settings %j", (settings) => {
  expect(policy.settings.safeParse(settings).success).toBe(false);
});

const lacking = fc.oneof(nothing, fc.constant([]), fc.array(nothing, { maxLength: 2 }));
const config = fc.oneof(
  nothing,
  fc.record({ SecurityGroupIds: lacking, SubnetIds: anyValue }),
  fc.record({ SecurityGroupIds: anyValue, SubnetIds: lacking }),
);

test("require-global-vpc never passes a function that lacks the VPC, the groups or the subnets, whatever else it has", async () => {
  await fc.assert(
    fc.asyncProperty(functionWith({ VpcConfig: config }), async (body) => {
      expect(await evaluate({ Function: body }, { minNumSubnets: 1 })).not.toEqual([]);
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
