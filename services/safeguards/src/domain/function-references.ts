import type { LambdaFunction } from "./lambda-functions.ts";
import { intrinsicOf, isRecord } from "./place.ts";
import { possibilities } from "./possibilities.ts";

/** The logical id of the function that a value names, as other resources do in their `FunctionName`. */
export type FindFunction = (value: unknown) => string | undefined;

/**
 * Finds functions by `Ref`, by `Fn::GetAtt`, by an `Fn::Sub` or `Fn::Join` that begins with one of these, and by their
 * name or ARN in plain text; in each case with or without a qualifier. Conditions are for the caller to resolve.
 */
export function functionFinder(lambdas: readonly LambdaFunction[]): FindFunction {
  const idByName = new Map(
    lambdas.flatMap(({ logicalId, place }) =>
      [...possibilities(place, "Properties", "FunctionName")].map(({ value }) => [value, logicalId] as const),
    ),
  );
  const find: FindFunction = (value) => {
    if (typeof value === "string") return idByName.get(nameIn(value));
    const intrinsic = intrinsicOf(value);
    if (!isRecord(value) || intrinsic === undefined) return undefined;
    return findIn(intrinsic, value[intrinsic], find);
  };
  return find;
}

function findIn(intrinsic: string, operand: unknown, find: FindFunction): string | undefined {
  const first: unknown = Array.isArray(operand) ? operand[0] : operand;
  switch (intrinsic) {
    case "Ref":
      return typeof operand === "string" ? operand : undefined;
    case "Fn::GetAtt":
      return typeof first === "string" ? first.split(".")[0] : undefined;
    case "Fn::Sub":
      return typeof first === "string" ? /^\$\{(\w+)(?:\.Arn)?\}(?::|$)/.exec(first)?.[1] : undefined;
    case "Fn::Join":
      return Array.isArray(operand) && Array.isArray(operand[1]) ? find(operand[1][0]) : undefined;
    default:
      return undefined;
  }
}

/** `orders` in `orders:live` and in `arn:aws:lambda:eu-central-1:111111111111:function:orders:live`. */
function nameIn(text: string): string | undefined {
  return text.split(":function:").at(-1)?.split(":")[0];
}
