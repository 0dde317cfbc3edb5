import { splitWildcards, wildcardMatcher } from "../wildcard.ts";

/** A pattern of a list that cannot have any effect: where it stands in the list, and why. */
export interface FruitlessPattern {
  readonly index: number;
  readonly message: string;
}

/**
 * Finds the patterns of a list that can match nothing: those of which an exception takes away everything, and exceptions
 * from what the list does not include.
 */
export function fruitlessPatterns(wildcards: readonly string[]): FruitlessPattern[] {
  const { included, excepted } = splitWildcards(wildcards);
  return wildcards.flatMap((pattern, index) => {
    const message = pattern.startsWith("!")
      ? faultOfException(pattern.slice(1), included)
      : faultOfPattern(pattern, excepted);
    return message === undefined ? [] : [{ index, message }];
  });
}

function faultOfException(exception: string, included: readonly string[]): string | undefined {
  if (exception === "") return "must name after the exclamation mark what is excepted";
  if (wildcardMatcher([exception])("*")) return "excepts everything, so that nothing is left";
  if (included.some((pattern) => canMeet(pattern, exception))) return undefined;
  return "excepts nothing: no other pattern of the list includes such a name";
}

function faultOfPattern(pattern: string, excepted: readonly string[]): string | undefined {
  const eater = excepted.find((exception) => isWithin(pattern, exception));
  return eater === undefined ? undefined : `can match nothing: the exception !${eater} takes all of it away`;
}

/** Whether every name of one pattern is also a name of another: the stars of the other must stand for its stars. */
function isWithin(pattern: string, other: string): boolean {
  return wildcardMatcher([other])(pattern);
}

/**
 * Whether there is a name of both patterns. Two patterns with stars share one if their beginnings and their ends fit
 * together, since the stars of each can stand for what is in the middle of the other.
 */
function canMeet(one: string, other: string): boolean {
  if (!one.includes("*")) return wildcardMatcher([other])(one);
  if (!other.includes("*")) return wildcardMatcher([one])(other);
  const [a, b] = [edgesOf(one), edgesOf(other)];
  return (
    (a.beginning.startsWith(b.beginning) || b.beginning.startsWith(a.beginning)) &&
    (a.end.endsWith(b.end) || b.end.endsWith(a.end))
  );
}

function edgesOf(pattern: string) {
  return {
    beginning: pattern.slice(0, pattern.indexOf("*")),
    end: pattern.slice(pattern.lastIndexOf("*") + 1),
  };
}
