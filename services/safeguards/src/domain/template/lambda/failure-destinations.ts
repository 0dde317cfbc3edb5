import { type Resource, valueOfResource } from "../resources.ts";
import { member } from "../values/location.ts";
import type { Outcome, Value } from "../values/outcome.ts";
import { alwaysGivesText, givesText } from "../values/outcome-text.ts";
import { valueAt } from "../values/value.ts";
import type { FindFunctions } from "./function-references.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/** Whether a value is a text that is not blank, whatever the template has for what it refers to. */
export type GivesText = (value: Value) => boolean;

/** Whether the function itself says where the events go that it could not handle, whichever way conditions turn out. */
export function keepsFailures({ declared, isSam, value }: LambdaFunction, gives: GivesText): boolean {
  return (
    gives(value.at("Properties", isSam ? "DeadLetterQueue" : "DeadLetterConfig", "TargetArn")) ||
    (isSam && hasSamDestination(value, gives)) ||
    (declared !== undefined && hasDeclaredDestination(valueAt(declared.place)))
  );
}

/**
 * Tells of which functions an `AWS::Lambda::EventInvokeConfig` says where failed events go. A configuration that exists
 * on a condition counts only for a function that exists on the same one.
 */
export function failureConfigurations(
  resources: readonly Resource[],
  { find, gives }: { readonly find: FindFunctions; readonly gives: GivesText },
): (lambda: LambdaFunction) => boolean {
  const conditions = new Map<string, Set<unknown>>();
  for (const resource of resources.filter(({ type }) => type === "AWS::Lambda::EventInvokeConfig")) {
    const properties = valueOfResource(resource).at("Properties");
    if (!gives(properties.at("DestinationConfig", "OnFailure", "Destination"))) continue;
    const id = onlyOne(find(properties.at("FunctionName")));
    if (id === undefined) continue;
    conditions.set(id, (conditions.get(id) ?? new Set()).add(resource.body["Condition"]));
  }
  return ({ logicalId, place }) => {
    const found = conditions.get(logicalId);
    return found !== undefined && (found.has(undefined) || found.has(member(place, "Condition").value));
  };
}

/** The function that is meant whichever way conditions turn out. */
function onlyOne(found: readonly (readonly string[])[]): string | undefined {
  if (found.some((ids) => ids.length === 0)) return undefined;
  const [id, ...others] = new Set(found.flat());
  return others.length === 0 ? id : undefined;
}

function hasSamDestination(value: Value, gives: GivesText): boolean {
  const failures = value.at("Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure");
  return failures.possible().every((failure) => keepsSamFailures(failure, gives));
}

/** SAM makes the queue or topic itself when it is told the type and no address. */
function keepsSamFailures(failure: Outcome, gives: GivesText): boolean {
  switch (failure.kind) {
    case "record":
      return (
        gives(failure.at("Destination")) ||
        (!failure.names.includes("Destination") && failure.at("Type").possible().every(isMadeBySam))
      );
    case "text":
    case "list":
    case "absent":
    case "unknown":
      return false;
  }
}

function isMadeBySam(type: Outcome): boolean {
  return type.kind === "text" && (type.text === "SQS" || type.text === "SNS");
}

/** The name or ARN of what takes the failures, or an object that holds the ARN. */
function hasDeclaredDestination(declared: Value): boolean {
  const failures = declared.at("destinations", "onFailure").possible();
  return failures.every((failure) =>
    failure.kind === "record" ? alwaysGivesText(failure.at("arn")) : givesText(failure),
  );
}
