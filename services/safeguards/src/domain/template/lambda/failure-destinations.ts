import { type Resource, valueOfResource } from "../resources.ts";
import type { Outcome, Value } from "../values/outcome.ts";
import { alwaysProvidesText, providesText } from "../values/outcome-text.ts";
import { member } from "../values/raw.ts";
import type { FindFunctions } from "./function-references.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/** Whether a value is a text that is not blank, also with the template's defaults for what it refers to. */
export type ProvidesText = (value: Value) => boolean;

/** Whether the function itself says where the events go that it could not handle, whichever way conditions turn out. */
export function keepsFailures({ declared, isSam, value }: LambdaFunction, provides: ProvidesText): boolean {
  return (
    provides(value.at("Properties", isSam ? "DeadLetterQueue" : "DeadLetterConfig", "TargetArn")) ||
    (isSam && hasSamDestination(value, provides)) ||
    (declared !== undefined && hasDeclaredDestination(declared.value))
  );
}

/**
 * Answers for each function whether an `AWS::Lambda::EventInvokeConfig` sends its failed events somewhere. A
 * configuration with a condition counts only for a function with the same condition.
 */
export function failureConfigurations(
  resources: readonly Resource[],
  { find, provides }: { readonly find: FindFunctions; readonly provides: ProvidesText },
): (lambda: LambdaFunction) => boolean {
  const conditions = new Map<string, Set<unknown>>();
  for (const resource of resources.filter(({ type }) => type === "AWS::Lambda::EventInvokeConfig")) {
    const properties = valueOfResource(resource).at("Properties");
    if (!provides(properties.at("DestinationConfig", "OnFailure", "Destination"))) continue;
    const id = onlyOne(find(properties.at("FunctionName")));
    if (id === undefined) continue;
    conditions.set(id, (conditions.get(id) ?? new Set()).add(resource.body["Condition"]));
  }
  return ({ logicalId, location }) => {
    const found = conditions.get(logicalId);
    return found !== undefined && (found.has(undefined) || found.has(member(location, "Condition").value));
  };
}

/** The function that is meant, whichever way conditions turn out; undefined when that is not a single one. */
function onlyOne(found: readonly (readonly string[])[]): string | undefined {
  if (found.some((ids) => ids.length === 0)) return undefined;
  const [id, ...others] = new Set(found.flat());
  return others.length === 0 ? id : undefined;
}

function hasSamDestination(value: Value, provides: ProvidesText): boolean {
  const failures = value.at("Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure");
  return failures.possible().every((failure) => keepsSamFailures(failure, provides));
}

/** SAM makes the queue or topic itself when it is told the type and no address. */
function keepsSamFailures(failure: Outcome, provides: ProvidesText): boolean {
  switch (failure.kind) {
    case "record":
      return (
        provides(failure.at("Destination")) ||
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
    failure.kind === "record" ? alwaysProvidesText(failure.at("arn")) : providesText(failure),
  );
}
