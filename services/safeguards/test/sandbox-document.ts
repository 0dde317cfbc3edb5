import { makeTarget } from "../../../test/support/target.ts";
import type { PolicyDocument } from "../src/domain/policies/definition/policy-document.ts";

/** A deploy with everything that a custom policy can look at: a service with two functions and a table. */
export const sandboxDocument: PolicyDocument = {
  target: makeTarget(),
  now: "2026-11-20T12:00:00Z",
  frameworkVersion: "4.3.1",
  declaration: {
    service: "checkout",
    provider: {
      name: "aws",
      stage: "prod",
      runtime: "nodejs22.x",
      memorySize: 512,
      ratio: 0.5,
      constructor: "own",
    },
    functions: { pay: { handler: "pay.handler", timeout: 10 }, "re-fund_all": { handler: "refund.handler" } },
  },
  resources: [
    resource("PayLambdaFunction", "AWS::Lambda::Function", {
      FunctionName: "checkout-prod-pay",
      MemorySize: 512,
    }),
    resource("ReDashfundUnderscoreallLambdaFunction", "AWS::Lambda::Function", {
      FunctionName: { Ref: "Name" },
    }),
    resource("OrdersTable", "AWS::DynamoDB::Table", {
      TableName: "orders-prod",
      BillingMode: "PAY_PER_REQUEST",
    }),
  ],
};

function resource(logicalId: string, type: string, properties: Record<string, unknown>) {
  return { logicalId, type, body: { Type: type, Properties: properties } };
}
