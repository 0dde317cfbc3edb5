// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { readFileSync } from "node:fs";
import { isRecord } from "../../services/safeguards/src/domain/template/values/raw.ts";

type Json = Readonly<Record<string, unknown>>;

const storefront = readRequest("prod");

/** A declaration as the Serverless Framework resolves it, with an event that violates a policy. */
export const declaration: Json = {
  ...storefront.declaration,
  functions: {
    placeOrder: {
      handler: "src/place-order.handler",
      runtime: "nodejs22.x",
      description: "Takes an order",
      events: [{ http: { path: "/orders", method: "post", integration: "lambda" } }, { sns: "orders" }],
    },
    "show-order": {
      handler: "src/show-order.handler",
      events: [{ http: "GET /orders" }, { schedule: "rate(1 day)" }],
    },
  },
};

const cdk: Json = {
  Parameters: {
    Token: { Type: "String", Default: "none" },
    Subnets: { Type: "CommaDelimitedList", Default: "a,b" },
  },
  Mappings: { Stages: { prod: { table: "orders" }, dev: { table: "*" } } },
  Resources: {
    Receipts83908E77: {
      Type: "AWS::S3::Bucket",
      Condition: "IsProd",
      Properties: { BucketName: { Ref: "Name" } },
    },
    ReceiptsPolicyE9A3008A: {
      Type: "AWS::S3::BucketPolicy",
      Condition: "IsProd",
      Properties: {
        Bucket: { Ref: "Receipts83908E77" },
        PolicyDocument: {
          Statement: [
            {
              Action: "s3:*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
              Effect: "Deny",
              Principal: { AWS: "*" },
              Resource: [
                { "Fn::GetAtt": ["Receipts83908E77", "Arn"] },
                { "Fn::Join": ["", [{ "Fn::GetAtt": ["Receipts83908E77", "Arn"] }, "/*"]] },
              ],
            },
          ],
        },
      },
    },
    OrdersGET12A: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        HttpMethod: "GET",
        Integration: {
          Type: { "Fn::If": ["IsProd", "AWS_PROXY", "AWS"] },
          Uri: {
            "Fn::Join": [
              "",
              [
                "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/",
                { "Fn::GetAtt": ["ShowOrder1F", "Arn"] },
                "/invocations",
              ],
            ],
          },
        },
      },
    },
    ShowOrder1F: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Runtime: "nodejs22.x",
        FunctionName: { "Fn::Sub": ["${Prefix}-show", { Prefix: { Ref: "AWS::StackName" } }] },
        Description: "Shows an order",
        VpcConfig: { SecurityGroupIds: ["sg-1"], SubnetIds: ["subnet-1", { "Fn::ImportValue": "subnet" }] },
        DeadLetterConfig: { TargetArn: { "Fn::GetAtt": ["Letters", "Arn"] } },
        Environment: { Variables: { DB: "postgres://app:hunter22@db.internal", TOKEN: { Ref: "Token" } } },
      },
    },
    Alias5B: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "ShowOrder1F" } } },
    Access7C: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: { "Fn::Sub": "dynamodb:Get${Token}" },
              Resource: [
                {
                  "Fn::Sub": [
                    "arn:aws:dynamodb:*:*:table/${T}",
                    { T: { "Fn::FindInMap": ["Stages", { Ref: "S" }, "table"] } },
                  ],
                },
              ],
            },
          ],
        },
      },
    },
  },
};

const sam: Json = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    ShowOrder: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Handler: "show.handler",
        Runtime: "python3.13",
        Events: { Get: { Type: "Api", Properties: { Path: "/orders", Method: "get" } } },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: "SQS" } } },
        Policies: [
          "AmazonS3ReadOnlyAccess",
          { Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } },
        ],
      },
    },
  },
};

/** Compiled templates of the Serverless Framework, CDK and SAM. They are small, so that many inputs can be tried. */
export const templates: readonly Json[] = [firstResources(storefront.template, 3), cdk, sam];

/** Templates in YAML, as people and tools write them. */
export const yamlTexts: readonly string[] = [
  `AWSTemplateFormatVersion: "2010-09-09"
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Defaults: &defaults
  Runtime: nodejs22.x # the newest
  Environment: &environment { Variables: { STAGE: prod, DB: !Sub "postgres://\${User}@db" } }
Resources:
  Receipts:
    Type: AWS::S3::Bucket
  ReceiptsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Receipts
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: [!GetAtt Receipts.Arn, !Sub "\${Receipts.Arn}/*"]
            Condition: { Bool: { "aws:SecureTransport": false } }
  ShowOrder:
    Type: AWS::Lambda::Function
    Properties:
      <<: *defaults
      Description: >-
        Shows an order
        to a customer
      Role: !If [IsProd, !GetAtt Role.Arn, !Ref "AWS::NoValue"]
`,
  `---
Resources:
  'Role':
    Type: AWS::IAM::Role
    Properties:
      Policies:
      - PolicyName: all
        PolicyDocument: { Statement: { Effect: Allow, Action: [ "s3:*" ], Resource: !Join ['', ['arn:', !Ref 'AWS::Partition', ':s3:::b/*']] } }
      Description: |
        Of the function
      ? Tags
      : - Key: a
          Value: "1"
...
`,
];

function firstResources({ Resources }: Json, count: number): Json {
  return { Resources: Object.fromEntries(Object.entries(Resources ?? {}).slice(0, count)) };
}

function readRequest(stage: string): { declaration: Json; template: Json } {
  const file = new URL(`../../examples/storefront/requests/${stage}.json`, import.meta.url);
  const request: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(request) || !isRecord(request["declaration"]) || !isRecord(request["template"])) {
    throw new Error(`${stage}.json is no request with a declaration and a template`);
  }
  return { declaration: request["declaration"], template: request["template"] };
}
