/** How large a sample is. */
export interface SampleSize {
  /** Each makes five resources. */
  readonly functions: number;
  readonly statementsPerRole: number;
}

/** A deploy of a service, as the Serverless Framework compiles it: 200 resources unless something else is asked for. */
export function sampleDeploy(
  { functions, statementsPerRole }: SampleSize = { functions: 40, statementsPerRole: 1 },
) {
  const names = Array.from({ length: functions }, (_, index) => `function${index}`);
  const resources = Object.fromEntries(names.flatMap((name) => resourcesOf(name, statementsPerRole)));
  return {
    target: {
      org: "acmecorp",
      app: "storefront",
      stage: "prod",
      service: "checkout",
      region: "eu-central-1",
    },
    frameworkVersion: "4.3.1",
    declaration: {
      service: "checkout",
      provider: {
        name: "aws",
        stage: "prod",
        runtime: "nodejs22.x",
        cfnRole: "arn:aws:iam::444444444444:role/cfn",
        stackTags: { team: "storefront" },
      },
      functions: Object.fromEntries(
        names.map((name) => [
          name,
          { handler: `src/${name}.handler`, events: [{ httpApi: `GET /${name}` }] },
        ]),
      ),
    },
    template: { AWSTemplateFormatVersion: "2010-09-09", Resources: resources },
  };
}

function resourcesOf(name: string, statements: number): [string, object][] {
  const id = name.charAt(0).toUpperCase() + name.slice(1);
  const lambda = {
    FunctionName: `checkout-prod-${name}`,
    Description: `Serves what customers ask of ${name}, and nothing else.`,
    Handler: `src/${name}.handler`,
    Runtime: "nodejs22.x",
    MemorySize: 1024,
    Timeout: 29,
    Code: { S3Bucket: { Ref: "ServerlessDeploymentBucket" }, S3Key: `serverless/checkout/prod/${name}.zip` },
    Role: { "Fn::GetAtt": [`${id}Role`, "Arn"] },
    Environment: { Variables: { STAGE: "prod", TABLE: { Ref: `${id}Table` }, LOG_LEVEL: "info" } },
    VpcConfig: { SecurityGroupIds: ["sg-1"], SubnetIds: ["subnet-1", "subnet-2"] },
    DeadLetterConfig: { TargetArn: { "Fn::GetAtt": [`${id}Queue`, "Arn"] } },
  };
  const statement = {
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
    Resource: { "Fn::GetAtt": [`${id}Table`, "Arn"] },
  };
  const Statement = Array.from({ length: statements }, () => statement);
  const policy = { PolicyName: name, PolicyDocument: { Version: "2012-10-17", Statement } };
  return [
    [`${id}LambdaFunction`, { Type: "AWS::Lambda::Function", Properties: lambda }],
    [`${id}LogGroup`, { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: `/aws/lambda/${name}` } }],
    [`${id}Queue`, { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1_209_600 } }],
    [`${id}Table`, { Type: "AWS::DynamoDB::Table", Properties: { BillingMode: "PAY_PER_REQUEST" } }],
    [`${id}Role`, { Type: "AWS::IAM::Role", Properties: { Policies: [policy] } }],
  ];
}
