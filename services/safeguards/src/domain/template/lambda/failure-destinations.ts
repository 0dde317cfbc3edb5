import type { Resource } from "../resources.ts";
import { givesText } from "../values/gives-text.ts";
import { isKnownRecord, member, type Place } from "../values/place.ts";
import { possibilities } from "../values/possibilities.ts";
import type { FindFunction } from "./function-references.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/** Whether a value is a text that is not blank, whatever the template has for what it refers to. */
export type GivesText = (value: unknown) => boolean;

/** Whether the function itself says where the events go that it could not handle, whichever way conditions turn out. */
export function keepsFailures({ declared, isSam, place }: LambdaFunction, gives: GivesText): boolean {
  const queue = possibilities(place, "Properties", isSam ? "DeadLetterQueue" : "DeadLetterConfig");
  return (
    alwaysHasText(queue, "TargetArn", gives) ||
    (isSam && hasSamDestination(place, gives)) ||
    (declared !== undefined && hasDeclaredDestination(declared.place))
  );
}

/**
 * Tells of which functions an `AWS::Lambda::EventInvokeConfig` says where failed events go. A configuration that exists
 * on a condition counts only for a function that exists on the same one.
 */
export function failureConfigurations(
  resources: readonly Resource[],
  { find, gives }: { readonly find: FindFunction; readonly gives: GivesText },
): (lambda: LambdaFunction) => boolean {
  const conditions = new Map<string, Set<unknown>>();
  for (const { type, body } of resources) {
    const properties = member({ value: body, keys: [] }, "Properties");
    if (type !== "AWS::Lambda::EventInvokeConfig" || !hasDestination(properties, gives)) continue;
    const ids = new Set([...possibilities(properties, "FunctionName")].map(({ value }) => find(value)));
    const [id] = ids;
    if (id === undefined || ids.size > 1) continue;
    conditions.set(id, (conditions.get(id) ?? new Set()).add(body["Condition"]));
  }
  return ({ logicalId, place }) => {
    const found = conditions.get(logicalId);
    return found !== undefined && (found.has(undefined) || found.has(member(place, "Condition").value));
  };
}

function hasDestination(properties: Place, gives: GivesText): boolean {
  return alwaysHasText(possibilities(properties, "DestinationConfig", "OnFailure"), "Destination", gives);
}

/** SAM makes the queue or topic itself when it is told the type and no address. */
function hasSamDestination(place: Place, gives: GivesText): boolean {
  const failures = possibilities(place, "Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure");
  return [...failures].every((failure) => {
    if (alwaysHasText([failure], "Destination", gives)) return true;
    if (!isKnownRecord(failure.value)) return false;
    const { value: type } = member(failure, "Type");
    return (type === "SQS" || type === "SNS") && member(failure, "Destination").value === undefined;
  });
}

/** The name or ARN of what takes the failures, or an object that holds the ARN. */
function hasDeclaredDestination(declared: Place): boolean {
  const { value } = member(member(declared, "destinations"), "onFailure");
  return givesText(value) || (isKnownRecord(value) && givesText(value["arn"]));
}

/** What bars the way to the holders is no holder: a text is demanded from each of them. */
function alwaysHasText(holders: Iterable<Place>, key: string, gives: GivesText): boolean {
  return [...holders].every(
    (holder) =>
      isKnownRecord(holder.value) && [...possibilities(holder, key)].every(({ value }) => gives(value)),
  );
}
