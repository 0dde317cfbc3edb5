import { splitWildcards } from "@stagepass/contracts";

/**
 * Makes the condition that a column is in a list of names and wildcards, as `wildcardMatcher` decides it. A list that is
 * left out limits nothing. `place` takes a value and returns its place in the statement, such as `$3`. Names without
 * wildcards are compared as they are, so that an index finds them.
 */
export function inWildcards(
  column: string,
  wildcards: readonly string[] | undefined,
  place: (value: unknown) => string,
): string {
  if (wildcards === undefined) return "true";
  const { included, excepted } = splitWildcards(wildcards);
  const isIncluded = isAny(column, included, place);
  return excepted.length === 0 ? isIncluded : `(${isIncluded} and not ${isAny(column, excepted, place)})`;
}

function isAny(column: string, wildcards: readonly string[], place: (value: unknown) => string): string {
  if (!wildcards.some((each) => each.includes("*"))) return `${column} = any(${place(wildcards)}::text[])`;
  return `${column} like any(${place(wildcards.map(toLike))}::text[])`;
}

/** A wildcard as a pattern of LIKE, in which nothing else has a meaning. */
function toLike(wildcard: string): string {
  return wildcard.replaceAll(/[\\%_]/g, "\\$&").replaceAll("*", "%");
}

/** Makes a function that adds values to a statement that has some already, and returns their places. */
export function placesAfter(values: unknown[]): (value: unknown) => string {
  return (value) => `$${values.push(value)}`;
}
