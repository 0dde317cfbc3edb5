import type { Resource } from "../resources.ts";
import { isKnownRecord, member, type Place } from "../values/place.ts";
import { possibilities } from "../values/possibilities.ts";
import { textsOf } from "../values/texts.ts";
import type { FindFunction } from "./function-references.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/** Events of the Serverless Framework whose sender waits for the answer, or polls and keeps what failed. */
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

/** The same of SAM. */
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
 * Whether the function has events, in the declaration or in SAM's `Events`, and none of them is, or may be, one that
 * Lambda queues. A function without events is invoked by who knows whom.
 */
export function hasOnlyWaitingEvents({ declared, isSam, place }: LambdaFunction): boolean {
  if (declared !== undefined) return isWaitingList(member(declared.place, "events").value);
  return isSam && [...possibilities(place, "Properties", "Events")].every(areWaitingSamEvents);
}

function isWaitingList(events: unknown): boolean {
  return Array.isArray(events) && events.length > 0 && events.every(isWaitingEvent);
}

function isWaitingEvent(event: unknown): boolean {
  if (!isKnownRecord(event)) return waitingEvents.has(event);
  const types = Object.keys(event);
  return types.length > 0 && types.every((type) => waitingEvents.has(type) && !isAsync(event[type]));
}

/** The framework's `http: { async: true }` has API Gateway answer at once. */
export function isAsync(settings: unknown): boolean {
  const { value } = member({ value: settings, keys: [] }, "async");
  return value !== undefined && value !== null && value !== false;
}

function areWaitingSamEvents(events: Place): boolean {
  if (!isKnownRecord(events.value)) return false;
  const names = Object.keys(events.value);
  return (
    names.length > 0 &&
    names.every((name) =>
      [...possibilities(events, name, "Type")].every(({ value }) => waitingSamEvents.has(value)),
    )
  );
}

/**
 * The logical ids of functions that an `AWS::Lambda::Permission` lets somebody invoke who may not wait for the answer.
 * S3, SNS, EventBridge and the like cannot invoke a function without one.
 */
export function queuedByPermission(resources: readonly Resource[], find: FindFunction): ReadonlySet<string> {
  const ids = resources
    .filter(({ type, body }) => type === "AWS::Lambda::Permission" && !isForWaiting(body))
    .flatMap(({ body }) => [...possibilities({ value: body, keys: [] }, "Properties", "FunctionName")])
    .map(({ value }) => find(value));
  return new Set(ids.filter((id) => id !== undefined));
}

function isForWaiting(permission: Readonly<Record<string, unknown>>): boolean {
  const principals = [...possibilities({ value: permission, keys: [] }, "Properties", "Principal")];
  return isForUrl(permission["Properties"]) || principals.every(isWaitingPrincipal);
}

/** A function URL waits, whoever calls it. */
function isForUrl(properties: unknown): boolean {
  if (!isKnownRecord(properties)) return false;
  const { FunctionUrlAuthType: type, InvokedViaFunctionUrl: isViaUrl } = properties;
  return type === "NONE" || type === "AWS_IAM" || isViaUrl === true;
}

function isWaitingPrincipal({ value }: Place): boolean {
  const texts = textsOf(value, "amazonaws.com") ?? [];
  return texts.length > 0 && texts.every((text) => waitingPrincipals.has(text.split(".")[0]));
}
