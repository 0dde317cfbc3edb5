import { type Resource, valueOfResource } from "../resources.ts";
import type { Outcome, RecordOutcome, Value } from "../values/outcome.ts";
import { textOf } from "../values/outcome-text.ts";
import { filledIn } from "../values/text.ts";
import type { FindFunctions } from "./function-references.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/**
 * Events of the Serverless Framework that Lambda does not queue: the sender waits for the answer, or keeps what
 * failed.
 */
const waitingEvents: ReadonlySet<unknown> = new Set([
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
]);

/** The same for events of SAM. */
const waitingSamEvents: ReadonlySet<unknown> = new Set([
  "Api",
  "DocumentDB",
  "DynamoDB",
  "HttpApi",
  "Kinesis",
  "MQ",
  "MSK",
  "SelfManagedKafka",
  "SQS",
]);

/** The first label of service principals that wait for a function's answer. */
const waitingPrincipals: ReadonlySet<unknown> = new Set([
  "apigateway",
  "cloudfront",
  "edgelambda",
  "elasticloadbalancing",
]);

/**
 * Whether the function has events, in the declaration or in SAM's `Events`, and Lambda queues none of them. Nobody
 * knows who invokes a function without events.
 */
export function hasOnlyWaitingEvents({ declared, isSam, value }: LambdaFunction): boolean {
  if (declared !== undefined) return declared.value.at("events").possible().every(areWaitingEvents);
  return isSam && value.at("Properties", "Events").possible().every(areWaitingSamEvents);
}

function areWaitingEvents(events: Outcome): boolean {
  return (
    events.kind === "list" &&
    events.items.length > 0 &&
    events.items.every((event) => event.possible().every(isWaitingEvent))
  );
}

/** An event that a condition leaves out does not wait: nobody knows who else invokes the function then. */
function isWaitingEvent(event: Outcome): boolean {
  switch (event.kind) {
    case "text":
      return waitingEvents.has(event.text);
    case "record":
      return (
        event.names.length > 0 &&
        event.names.every((type) => waitingEvents.has(type) && !event.at(type).possible().some(mayBeAsync))
      );
    case "list":
    case "absent":
    case "unknown":
      return false;
  }
}

/** Whether the settings of an event are an object with `async`, or may turn out to be one. */
function mayBeAsync(settings: Outcome): boolean {
  switch (settings.kind) {
    case "record":
      return asyncIn(settings) !== undefined;
    case "unknown":
      return settings.because === "AWS" && settings.text === undefined;
    case "text":
    case "list":
    case "absent":
      return false;
  }
}

/**
 * The `async` of an `http` event, unless it is guaranteed to be missing or false. The framework's
 * `http: { async: true }` has API Gateway answer at once.
 */
export function asyncIn(settings: RecordOutcome): Outcome | undefined {
  return settings
    .at("async")
    .possible()
    .find(({ kind, location }) => kind !== "absent" && location.value !== false);
}

function areWaitingSamEvents(events: Outcome): boolean {
  return (
    events.kind === "record" &&
    events.names.length > 0 &&
    events.names.every((name) => events.at(name, "Type").possible().every(isWaitingSamEvent))
  );
}

function isWaitingSamEvent(type: Outcome): boolean {
  return type.kind === "text" && waitingSamEvents.has(type.text);
}

/**
 * The logical ids of functions that an `AWS::Lambda::Permission` lets somebody invoke who may not wait for the answer.
 * S3, SNS, EventBridge and the like cannot invoke a function without one.
 */
export function queuedByPermission(resources: readonly Resource[], find: FindFunctions): ReadonlySet<string> {
  const permissions = resources
    .filter(({ type }) => type === "AWS::Lambda::Permission")
    .map((permission) => valueOfResource(permission).at("Properties"))
    .filter((permission) => !isForWaiting(permission));
  return new Set(permissions.flatMap((permission) => find(permission.at("FunctionName")).flat()));
}

function isForWaiting(permission: Value): boolean {
  return isForUrl(permission) || permission.at("Principal").possible().every(isWaitingPrincipal);
}

/** A function URL waits for the answer, whoever calls it. */
function isForUrl(permission: Value): boolean {
  const types = permission.at("FunctionUrlAuthType").guaranteed();
  return (
    types.has("NONE") ||
    types.has("AWS_IAM") ||
    permission.at("InvokedViaFunctionUrl").guaranteed().has("true")
  );
}

function isWaitingPrincipal(principal: Outcome): boolean {
  const text = textOf(principal);
  if (text === undefined) return false;
  const [label] = filledIn(text, () => "amazonaws.com").split(".");
  return waitingPrincipals.has(label);
}
