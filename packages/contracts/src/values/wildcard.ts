import { plainText } from "./plain-text.ts";

/** A name in which `*` stands for any number of characters, including none. It must match the whole name and its case. */
export const Wildcard = plainText(256)
  .min(1, "must not be empty")
  .meta({ description: "A name. * stands for any number of characters, including none." });

/**
 * Returns whether a name is in a list of names and wildcards, in which `*` stands for any characters, also none. What
 * begins with `!` is an exception, which counts more than all others: `!prod` alone means everything but `prod`.
 */
export function wildcardMatcher(wildcards: readonly string[]): (name: string) => boolean {
  const { included, excepted } = splitWildcards(wildcards);
  const [isIncluded, isExcepted] = [anyOf(included), anyOf(excepted)];
  return (name) => isIncluded(name) && !isExcepted(name);
}

/** A list of wildcards as what it includes and what it excepts from that. */
export interface SplitWildcards {
  readonly included: readonly string[];
  readonly excepted: readonly string[];
}

/** Takes a list of wildcards apart. A list of exceptions alone includes everything else. */
export function splitWildcards(wildcards: readonly string[]): SplitWildcards {
  const excepted = wildcards.filter((each) => each.startsWith("!")).map((each) => each.slice(1));
  const included = wildcards.filter((each) => !each.startsWith("!"));
  return { included: included.length === 0 && excepted.length > 0 ? ["*"] : included, excepted };
}

function anyOf(wildcards: readonly string[]): (name: string) => boolean {
  const names = new Set(wildcards.filter((wildcard) => !wildcard.includes("*")));
  const matchers = wildcards.filter((wildcard) => wildcard.includes("*")).map(matcherOf);
  return (name) => names.has(name) || matchers.some((matches) => matches(name));
}

/**
 * Looks for each part between the stars at its first occurrence, which leaves the most for the parts after it. So no
 * part is tried twice, and the time is linear.
 */
function matcherOf(wildcard: string): (name: string) => boolean {
  const parts = wildcard.split("*");
  const [beginning = "", end = ""] = [parts.shift(), parts.pop()];
  return (name) => {
    if (name.length < beginning.length + end.length) return false;
    if (!name.startsWith(beginning) || !name.endsWith(end)) return false;
    let rest = name.slice(beginning.length, name.length - end.length);
    return parts.every((part) => {
      const found = rest.indexOf(part);
      rest = rest.slice(found + part.length);
      return found !== -1;
    });
  };
}
