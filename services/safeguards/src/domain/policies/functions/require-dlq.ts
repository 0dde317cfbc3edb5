import { NoSettings } from "../../settings/no-settings.ts";
import { hasOnlyWaitingEvents, queuedByPermission } from "../../template/lambda/asynchronous-sources.ts";
import { failureConfigurations, keepsFailures } from "../../template/lambda/failure-destinations.ts";
import { functionFinder } from "../../template/lambda/function-references.ts";
import { functionsOf, type LambdaFunction } from "../../template/lambda/lambda-functions.ts";
import { fillInEach } from "../../template/values/filled-in.ts";
import type { Value } from "../../template/values/outcome.ts";
import { alwaysProvidesText } from "../../template/values/outcome-text.ts";
import { noTemplateValues, type TemplateValues } from "../../template/values/template-values.ts";
import { definePolicy } from "../definition/policy.ts";
import { violationAt } from "../definition/violation.ts";

/**
 * Requires a dead letter queue, or a destination for failures, of each function that may be invoked asynchronously.
 * Otherwise Lambda drops events that the function fails on.
 */
export const requireDlq = definePolicy({
  id: "require-dlq",
  title: "Require dead letter queues",
  description:
    "Each function that may be invoked asynchronously must have a dead letter queue, or a destination for failures.",
  fix: "Set the function's onError to the ARN of a queue or topic, or its destinations.onFailure.",
  documentation: `Lambda queues an asynchronous event, tries it three times and then drops it, unless the function says where it goes.

This policy evaluates each \`AWS::Lambda::Function\` and \`AWS::Serverless::Function\` of the template. One of these keeps
the rule:

- \`DeadLetterConfig.TargetArn\`, in SAM \`DeadLetterQueue.TargetArn\`;
- an \`OnFailure\` destination: in an \`AWS::Lambda::EventInvokeConfig\` that refers to the function (for whichever
  qualifier), in SAM's \`EventInvokeConfig\`, or as \`destinations.onFailure\` of the declaration.

A function needs it unless it is known to be invoked only by those who wait for the answer, or who keep what failed:

- A function of the declaration needs it when it has no \`events\`, or any event other than \`activemq\`, \`alb\`, \`cloudFront\`,
  \`http\`, \`httpApi\`, \`kafka\`, \`msk\`, \`rabbitmq\`, \`sqs\`, \`stream\` and \`websocket\`. So \`schedule\`, \`eventBridge\`, \`s3\`, \`sns\`,
  \`iot\`, \`cloudwatchEvent\`, \`cloudwatchLog\`, \`cognitoUserPool\`, \`alexaSkill\` and \`alexaSmartHome\` need it, and so do
  \`http\` with \`async: true\` and the events of plugins.
- A SAM function is evaluated by its \`Events\` in the same way: those of the types \`Api\`, \`DocumentDB\`, \`DynamoDB\`, \`HttpApi\`,
  \`Kinesis\`, \`MQ\`, \`MSK\`, \`SelfManagedKafka\` and \`SQS\` do not need it.
- Either needs it when an \`AWS::Lambda::Permission\` of the template lets anyone invoke it other than API Gateway, a load
  balancer, CloudFront or a function URL.
- Every other function of the template needs it: one that the declaration does not know, or any function of CDK or plain
  CloudFormation, whose sources do not stand beside it.

Exempt are functions with \`custom-resource-\` in their name, which the Serverless Framework adds; a failure of theirs fails
the deploy. A queue that only one branch of an \`Fn::If\` sets is none. The value may be an intrinsic function that resolves to a
text, such as \`Fn::GetAtt\`, but not a \`Ref\` to a parameter that is empty by default; an intrinsic function in place of
the whole configuration does not count. Sources that invoke with a role instead of a permission, such as EventBridge
Scheduler, are seen only where they stand as an event.

There are no settings.`,
  needs: ["template"],
  settings: NoSettings,
  defaultSettings: {},
  evaluate({ resources, declaration, templateValues = noTemplateValues }) {
    const lambdas = functionsOf(resources, declaration);
    const find = functionFinder(lambdas, resources);
    const provides = (value: Value) => providesAddress(value, templateValues);
    const queued = queuedByPermission(resources, find);
    const isConfigured = failureConfigurations(resources, { find, provides });
    return lambdas
      .filter((lambda) => !hasOnlyWaitingEvents(lambda) || queued.has(lambda.logicalId))
      .filter(
        (lambda) => !isCustomResource(lambda) && !keepsFailures(lambda, provides) && !isConfigured(lambda),
      )
      .map(({ name, location }) =>
        violationAt(`Function "${name}" doesn't have a Dead Letter Queue configured.`, location),
      );
  },
});

/**
 * Whether a value is an address also with the template's defaults: a `Ref` to a parameter that is empty by default is
 * none.
 */
function providesAddress(value: Value, values: TemplateValues): boolean {
  if (!alwaysProvidesText(value)) return false;
  return fillInEach(value.possible(), values).every(({ filled }) => alwaysProvidesText(filled));
}

function isCustomResource({ value }: LambdaFunction): boolean {
  const names = value.at("Properties", "FunctionName").possible();
  return names.every((name) => name.kind === "text" && name.text.includes("custom-resource-"));
}
