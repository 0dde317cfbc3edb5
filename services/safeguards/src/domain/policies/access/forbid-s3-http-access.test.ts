// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { readResources } from "../../template/resources.ts";
import { forbidS3HttpAccess as policy } from "./forbid-s3-http-access.ts";

const target = makeTarget();

function evaluate(template: Record<string, unknown>, settings?: unknown): Promise<string[]> {
  const resources = readResources({ Resources: template }, ["template"]);
  return messagesOf(policy, { target, now: "2026-11-20T12:00:00Z", resources }, settings);
}

const violation = [
  'Bucket "Receipts" doesn\'t have a BucketPolicy forbidding unsecure HTTP access. (in the template at $.Resources.Receipts)',
];
const violationOfBucket = [
  'Bucket "Receipts" doesn\'t have a BucketPolicy forbidding unsecure HTTP access to the bucket itself. (in the template at $.Resources.Receipts)',
];

const arn = { "Fn::GetAtt": ["Receipts", "Arn"] };
const objects = { "Fn::Join": ["", [arn, "/*"]] };
const overHttp = { Bool: { "aws:SecureTransport": "false" } };
const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, objects],
  Condition: overHttp,
};
const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: objects };
const nothing = { Ref: "AWS::NoValue" };

function bucketPolicy(
  statement: unknown,
  more: Record<string, unknown> = {},
  bucket: unknown = { Ref: "Receipts" },
) {
  const properties = { Bucket: bucket, PolicyDocument: { Version: "2012-10-17", Statement: statement } };
  return { Type: "AWS::S3::BucketPolicy", Properties: properties, ...more };
}

function bucket(properties: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return { Type: "AWS::S3::Bucket", Properties: properties, ...more };
}

test.each([
  "s3:*",
  "*",
  ["s3:*"],
  ["s3:GetObject", "*"],
  { "Fn::If": ["C", "s3:*", ["s3:*", "s3:GetObject"]] },
])("forbid-s3-http-access takes the action %j for every action", async (Action) => {
  expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Action }) })).toEqual([]);
});

test.each([
  "s3:GetObject",
  ["s3:Get*", "s3:Put*"],
  { "Fn::If": ["C", "s3:*", "s3:GetObject"] },
  { "Fn::If": ["C", "s3:*", nothing] },
  { "Fn::If": ["C", "s3:*"] },
  { Ref: "Action" },
  [],
  undefined,
  null,
])("forbid-s3-http-access does not take the action %j for every action", async (Action) => {
  expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Action }) })).toEqual(violation);
});

test.each(["*", { AWS: "*" }, { AWS: ["*"] }, { AWS: ["arn:aws:iam::222222222222:root", "*"] }])(
  "forbid-s3-http-access takes the principal %j for everyone",
  async (Principal) => {
    expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Principal }) })).toEqual([]);
  },
);

test.each([
  { AWS: "222222222222" },
  { Service: "*" },
  { "Fn::If": ["C", "*", { AWS: "222222222222" }] },
  { AWS: { Ref: "Everyone" } },
  undefined,
])("forbid-s3-http-access does not take the principal %j for everyone", async (Principal) => {
  expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Principal }) })).toEqual(
    violation,
  );
});

test.each([
  { Bool: { "aws:SecureTransport": false } },
  { BoolIfExists: { "aws:SecureTransport": "false" } },
  { Bool: { "AWS:securetransport": "false" } },
  { Bool: { "aws:SecureTransport": ["false"] } },
  { Bool: { "aws:SecureTransport": { "Fn::If": ["C", false, "false"] } } },
])("forbid-s3-http-access takes the condition %j for plain HTTP", async (Condition) => {
  expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Condition }) })).toEqual([]);
});

test.each([
  undefined,
  { Bool: { "aws:SecureTransport": "true" } },
  { Bool: { "aws:SecureTransport": true } },
  { Bool: { "aws:SecureTransport": { Ref: "Secure" } } },
  { Bool: { "aws:SecureTransport": { "Fn::If": ["C", "false", "true"] } } },
  { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } },
  { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalOrgID": "o-1" } },
  { Bool: {} },
  { Null: { "aws:SecureTransport": "false" } },
])("forbid-s3-http-access does not take the condition %j for plain HTTP", async (Condition) => {
  expect(await evaluate({ Receipts: bucket(), P: bucketPolicy({ ...denial, Condition }) })).toEqual(
    violation,
  );
});

test.each([
  "*",
  objects,
  [arn, objects],
  { "Fn::Sub": "${Receipts.Arn}/*" },
  { "Fn::Sub": ["${Arn}/*", { Arn: arn }] },
  { "Fn::Sub": "arn:${AWS::Partition}:s3:::${Receipts}/*" },
  { "Fn::Join": ["", ["arn:aws-cn:s3:::", { Ref: "Receipts" }, "/*"]] },
  { "Fn::Join": ["/", [{ "Fn::GetAtt": "Receipts.Arn" }, "*"]] },
  { "Fn::If": ["C", objects, [arn, objects]] },
  "arn:aws:s3:::acme-receipts/*",
  "arn:*:s3:::acme-receipts*",
  "arn:aws:s3:::*",
])("forbid-s3-http-access finds the bucket's objects in the resource %j", async (Resource) => {
  const Receipts = bucket({ BucketName: "acme-receipts" });
  expect(await evaluate({ Receipts, P: bucketPolicy({ ...denial, Resource }) })).toEqual([]);
});

test.each([
  arn,
  "arn:aws:s3:::acme-receipt/*",
  "arn:aws:s3:::acme-receipts-2/*",
  "arn:aws:s3:::acme-receipts/public/*",
  "arn:aws:sqs:::acme-receipts/*",
  { "Fn::Sub": "${Invoices.Arn}/*" },
  { "Fn::Sub": "${!Receipts.Arn}/*" },
  "${Receipts.Arn}/*",
  "arn:aws:s3:::${Receipts}/*",
  { "Fn::If": ["C", objects, "arn:aws:s3:::other/*"] },
  { "Fn::If": ["C", objects, nothing] },
  { "Fn::ImportValue": "objects" },
  { "Fn::Join": ["", [{ "Fn::ImportValue": "arn" }, "/*"]] },
  undefined,
])("forbid-s3-http-access does not find the bucket's objects in the resource %j", async (Resource) => {
  const Receipts = bucket({ BucketName: "acme-receipts" });
  expect(await evaluate({ Receipts, P: bucketPolicy({ ...denial, Resource }) })).toEqual(violation);
});

test.each([
  ["Ref", {}, { Ref: "Receipts" }],
  ["Fn::Sub", {}, { "Fn::Sub": "${Receipts}" }],
  ["Ref in both branches", {}, { "Fn::If": ["C", { Ref: "Receipts" }, { "Fn::Sub": "${Receipts}" }] }],
  ["its name", { BucketName: "acme-receipts" }, "acme-receipts"],
  ["the parameter that is its name", { BucketName: { Ref: "Name" } }, { Ref: "Name" }],
  [
    "its name put together in another way",
    { BucketName: { "Fn::Sub": "receipts-${AWS::Region}" } },
    { "Fn::Join": ["-", ["receipts", { Ref: "AWS::Region" }]] },
  ],
])("forbid-s3-http-access finds the policy of a bucket by %s", async (_by, properties, name) => {
  expect(await evaluate({ Receipts: bucket(properties), P: bucketPolicy(denial, {}, name) })).toEqual([]);
});

test.each([
  ["another bucket", {}, { Ref: "Invoices" }],
  ["a text that looks like a reference", {}, "${Receipts}"],
  ["the bucket in one branch only", {}, { "Fn::If": ["C", { Ref: "Receipts" }, { Ref: "Invoices" }] }],
  ["a name that depends on a condition", { BucketName: { "Fn::If": ["C", "a", "b"] } }, "a"],
  [
    "an import that may be another one's name",
    { BucketName: { "Fn::Sub": ["${N}", { N: { "Fn::ImportValue": "a" } }] } },
    { "Fn::Sub": ["${N}", { N: { "Fn::ImportValue": "b" } }] },
  ],
  ["nothing", {}, null],
])("forbid-s3-http-access does not take a policy of %s for the bucket's", async (_of, properties, name) => {
  expect(await evaluate({ Receipts: bucket(properties), P: bucketPolicy(denial, {}, name) })).toEqual(
    violation,
  );
});

for (const { guarantee, statement, says } of [
  { guarantee: "accepts one statement in place of a list", statement: denial, says: [] },
  { guarantee: "accepts any statement of a list", statement: [allow, denial], says: [] },
  {
    guarantee: "accepts a denial in both branches",
    statement: [{ "Fn::If": ["C", denial, denial] }],
    says: [],
  },
  {
    guarantee: "accepts lists that both have a denial",
    statement: { "Fn::If": ["C", [denial], [allow, denial]] },
    says: [],
  },
  {
    guarantee: "refuses a denial in one branch",
    statement: [{ "Fn::If": ["C", denial, nothing] }],
    says: violation,
  },
  { guarantee: "refuses a policy that only allows", statement: [allow], says: violation },
  {
    guarantee: "refuses an allowance in place of a denial",
    statement: { ...denial, Effect: "Allow" },
    says: violation,
  },
  {
    guarantee: "refuses an effect that only AWS knows",
    statement: { ...denial, Effect: { Ref: "Effect" } },
    says: violation,
  },
  { guarantee: "refuses a statement that only AWS knows", statement: { Ref: "Statement" }, says: violation },
  { guarantee: "refuses a policy without statements", statement: undefined, says: violation },
]) {
  test(`forbid-s3-http-access ${guarantee}`, async () => {
    expect(await evaluate({ Receipts: bucket(), P: bucketPolicy(statement) })).toEqual(says);
  });
}

test.each([
  { ofBucket: {}, ofPolicy: {}, says: [] },
  { ofBucket: { Condition: "IsProd" }, ofPolicy: {}, says: [] },
  { ofBucket: { Condition: "IsProd" }, ofPolicy: { Condition: "IsProd" }, says: [] },
  { ofBucket: {}, ofPolicy: { Condition: "IsProd" }, says: violation },
  { ofBucket: { Condition: "IsDev" }, ofPolicy: { Condition: "IsProd" }, says: violation },
])(
  "forbid-s3-http-access evaluates a bucket with $ofBucket and a policy with $ofPolicy",
  async ({ ofBucket, ofPolicy, says }) => {
    expect(await evaluate({ Receipts: bucket({}, ofBucket), P: bucketPolicy(denial, ofPolicy) })).toEqual(
      says,
    );
  },
);

test("with includeBucket, the bucket itself must be denied, too, in the same or in another statement", async () => {
  const onlyObjects = { ...denial, Resource: objects };
  const onlyBucket = { ...denial, Resource: arn };
  const demanded = { includeBucket: true };
  const template = (statement: unknown) => ({ Receipts: bucket(), P: bucketPolicy(statement) });
  expect(await evaluate(template(onlyObjects))).toEqual([]);
  expect(await evaluate(template(onlyObjects), demanded)).toEqual(violationOfBucket);
  expect(await evaluate(template(onlyBucket), demanded)).toEqual(violation);
  expect(await evaluate(template(denial), demanded)).toEqual([]);
  expect(await evaluate(template([onlyObjects, onlyBucket]), demanded)).toEqual([]);
});

test("forbid-s3-http-access refuses a bucket without a policy, and permits a template without buckets", async () => {
  expect(await evaluate({ Receipts: bucket() })).toEqual(violation);
  expect(await evaluate({ Receipts: { Type: "AWS::S3::Bucket" } })).toEqual(violation);
  expect(await evaluate({ P: bucketPolicy(denial) })).toEqual([]);
});

test("forbid-s3-http-access refuses a bucket whose policy stands where only the old client looked", async () => {
  const P = {
    Type: "AWS::S3::BucketPolicy",
    Properties: { Bucket: { Ref: "Receipts" } },
    PolicyDocument: { Statement: denial },
  };
  expect(await evaluate({ Receipts: bucket(), P })).toEqual(violation);
});

test("forbid-s3-http-access permits the deployment bucket of the Serverless Framework", async () => {
  const inPartition = (...end: string[]) => ({
    "Fn::Join": [
      "",
      ["arn:", { Ref: "AWS::Partition" }, ":s3:::", { Ref: "ServerlessDeploymentBucket" }, ...end],
    ],
  });
  const template = {
    ServerlessDeploymentBucket: { Type: "AWS::S3::Bucket", Properties: { BucketEncryption: {} } },
    ServerlessDeploymentBucketPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "ServerlessDeploymentBucket" },
        PolicyDocument: {
          Statement: [
            {
              Action: "s3:*",
              Effect: "Deny",
              Principal: "*",
              Resource: [inPartition("/*"), inPartition()],
              Condition: { Bool: { "aws:SecureTransport": false } },
            },
          ],
        },
      },
    },
  };
  expect(await evaluate(template, { includeBucket: true })).toEqual([]);
});

test("forbid-s3-http-access permits a bucket that CDK makes with enforceSSL", async () => {
  const template = {
    Bucket83908E77: { Type: "AWS::S3::Bucket", UpdateReplacePolicy: "Retain", DeletionPolicy: "Retain" },
    BucketPolicyE9A3008A: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "Bucket83908E77" },
        PolicyDocument: {
          Statement: [
            {
              Action: "s3:*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
              Effect: "Deny",
              Principal: { AWS: "*" },
              Resource: [
                { "Fn::GetAtt": ["Bucket83908E77", "Arn"] },
                { "Fn::Join": ["", [{ "Fn::GetAtt": ["Bucket83908E77", "Arn"] }, "/*"]] },
              ],
            },
          ],
          Version: "2012-10-17",
        },
      },
    },
  };
  expect(await evaluate(template, { includeBucket: true })).toEqual([]);
});

test.each([[{ includeBucket: "yes" }], [{ bucket: true }], [[]], ["x"]])(
  "forbid-s3-http-access refuses the settings %j",
  (settings) => {
    expect(policy.settings.safeParse(settings).success).toBe(false);
  },
);
