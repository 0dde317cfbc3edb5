import { devRoleArn } from "./example-profiles.ts";

/** The warehouse's parameter in the SSM Parameter Store of the stand-in for AWS, in the account of its provider's role. */
export const exampleSsmParameter = {
  name: "/warehouse/queue-url",
  // The ARN says the region, so that deploys to any region read it.
  arn: "arn:aws:ssm:eu-central-1:333333333333:parameter/warehouse/queue-url",
  value: "https://sqs.eu-central-1.amazonaws.com/333333333333/warehouse",
};

/** An example app that resolves by providers: each path below the organization, with what is put there. */
export const exampleByProviders: Record<string, object> = {
  "/apps/warehouse": {
    description: "Gets its role and parameters from providers and services",
    mode: "providers",
    defaultProfile: "dev",
  },
  "/providers/development": {
    description: "The development account, for the warehouse alone",
    accessRole: { roleArn: devRoleArn, durationSeconds: 3600 },
    apps: ["warehouse"],
  },
  "/apps/warehouse/services/stock": {
    provider: "development",
    parameters: [
      { key: "QUEUE_URL", ssm: { name: exampleSsmParameter.arn } },
      { key: "LOG_LEVEL", value: "info", sensitive: false },
    ],
  },
};
