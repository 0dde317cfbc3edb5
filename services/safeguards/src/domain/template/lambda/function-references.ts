import { type Resource, valueOfResource } from "../resources.ts";
import { beginningOf } from "../values/beginning.ts";
import type { Outcome, Value } from "../values/outcome.ts";
import { spelledOut } from "../values/outcome-text.ts";
import { piecesOf, spelledLiteral, spelledReference } from "../values/substitution.ts";
import type { LambdaFunction } from "./lambda-functions.ts";

/**
 * The logical ids of the functions that a value such as a `FunctionName` refers to: for each outcome of the value the
 * functions that it may be, and none where that is unknown.
 */
export type FindFunctions = (value: Value) => readonly (readonly string[])[];

/** Resources that stand for a function, and name it themselves. */
const standIns: ReadonlySet<string> = new Set(["AWS::Lambda::Alias", "AWS::Lambda::Version"]);

/**
 * Finds functions by a reference to them or to an alias or a version of theirs, and by their name, in each case alone or
 * in an ARN, with or without a qualifier.
 */
export function functionFinder(
  lambdas: readonly LambdaFunction[],
  resources: readonly Resource[],
): FindFunctions {
  const ids = new Set(lambdas.map(({ logicalId }) => logicalId));
  const idByName = new Map<string, string>();
  for (const { logicalId, value } of lambdas) {
    for (const outcome of value.at("Properties", "FunctionName").possible()) {
      const name = spelledOut(outcome);
      if (name !== undefined) idByName.set(name, logicalId);
    }
  }
  const behind = new Map<string, readonly string[]>();
  const findOne = (outcome: Outcome): readonly string[] => {
    const name = nameIn(spelledOut(outcome) ?? beginningOf(outcome) ?? "");
    const id = idByName.get(name) ?? referredTo(name);
    if (id === undefined) return [];
    return ids.has(id) ? [id] : (behind.get(id) ?? [id]);
  };
  const find: FindFunctions = (value) => value.possible().map(findOne);
  // A version first, which an alias may name in place of the function.
  for (const resource of resources.filter(({ type }) => standIns.has(type)).sort(byType)) {
    const named = find(valueOfResource(resource).at("Properties", "FunctionName")).flat();
    if (named.length > 0) behind.set(resource.logicalId, [...new Set(named)]);
  }
  return find;
}

function byType(one: Resource, other: Resource): number {
  return other.type.localeCompare(one.type);
}

/** The logical id in a text that is nothing but a reference. */
function referredTo(spelling: string): string | undefined {
  const pieces = piecesOf(spelling).filter((piece) => !("literal" in piece && piece.literal === ""));
  const [piece] = pieces;
  if (pieces.length !== 1 || piece === undefined || "literal" in piece) return undefined;
  return /^(\w+)(?:\.\w+)?$/.exec(piece.name)?.[1];
}

/** Longer than any name or ARN with all references in it. */
const maxLength = 2_048;

/** `orders` in `orders:live` and in `arn:aws:lambda:eu-central-1:111111111111:function:orders:live`. */
function nameIn(spelling: string): string {
  if (spelling.length > maxLength) return "";
  const named = spelling.split(":function:").at(-1) ?? "";
  let name = "";
  for (const piece of piecesOf(named)) {
    // A reference such as ${AWS::StackName} belongs to the name, although it has colons.
    if ("name" in piece) {
      name += spelledReference(piece.name);
      continue;
    }
    const [before = "", ...qualifier] = piece.literal.split(":");
    name += spelledLiteral(before);
    if (qualifier.length > 0) break;
  }
  return name;
}
