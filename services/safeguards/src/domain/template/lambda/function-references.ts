import type { Resource } from "../resources.ts";
import { intrinsicOf, isRecord } from "../values/place.ts";
import { possibilities } from "../values/possibilities.ts";
import { referenceText } from "../values/reference-text.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/** The logical id of the function that a value names, as other resources do in their `FunctionName`. */
export type FindFunction = (value: unknown) => string | undefined;

/** Resources that stand for a function, and name it themselves. */
const standIns: ReadonlySet<string> = new Set(["AWS::Lambda::Alias", "AWS::Lambda::Version"]);

/**
 * Finds functions by a reference to them or to an alias or a version of theirs, and by their name, in each case alone or
 * in an ARN, with or without a qualifier. Conditions are for the caller to resolve.
 */
export function functionFinder(
  lambdas: readonly LambdaFunction[],
  resources: readonly Resource[],
): FindFunction {
  const ids = new Set(lambdas.map(({ logicalId }) => logicalId));
  const idByName = new Map<string, string>();
  for (const { logicalId, place } of lambdas) {
    for (const { value } of possibilities(place, "Properties", "FunctionName")) {
      const name = referenceText(value);
      if (name !== undefined) idByName.set(name, logicalId);
    }
  }
  const behind = new Map<string, string>();
  const find = (value: unknown): string | undefined => {
    const name = nameIn(referenceText(value) ?? beginningOf(value) ?? "");
    const id = idByName.get(name) ?? /^\$\{(\w+)(?:\.\w+)?\}$/.exec(name)?.[1];
    return id === undefined || ids.has(id) ? id : (behind.get(id) ?? id);
  };
  // A version first, which an alias may name in place of the function.
  for (const { logicalId, body } of resources
    .filter((resource) => standIns.has(resource.type))
    .sort(byType)) {
    const [named] = possibilities({ value: body, keys: [] }, "Properties", "FunctionName");
    const id = find(named?.value);
    if (id !== undefined) behind.set(logicalId, id);
  }
  return find;
}

function byType(one: Resource, other: Resource): number {
  return other.type.localeCompare(one.type);
}

/** What a text begins with that is put together, where not all of it can be read. */
function beginningOf(value: unknown): string | undefined {
  const intrinsic = intrinsicOf(value);
  if (!isRecord(value) || intrinsic === undefined || !Array.isArray(value[intrinsic])) return undefined;
  const [first, second] = value[intrinsic] as readonly unknown[]; // Array.isArray gives any[]
  if (intrinsic === "Fn::Join" && Array.isArray(second)) return referenceText(second[0]);
  return intrinsic === "Fn::Sub" && typeof first === "string" ? first : undefined;
}

/** Longer than any name or ARN with all references in it. */
const maxLength = 2_048;

/** `orders` in `orders:live` and in `arn:aws:lambda:eu-central-1:111111111111:function:orders:live`. */
function nameIn(text: string): string {
  if (text.length > maxLength) return "";
  const name = text.split(":function:").at(-1) ?? "";
  let end = 0;
  while (end < name.length && name[end] !== ":") {
    // A reference such as ${AWS::StackName} is a part of the name as a whole.
    const closed = name.startsWith("${", end) ? name.indexOf("}", end) : -1;
    end = Math.max(end, closed) + 1;
  }
  return name.slice(0, end);
}
