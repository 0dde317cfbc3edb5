import { intrinsicOf, member, type Place } from "./place.ts";

/**
 * The texts that `textsOf` finds at a place whichever way the conditions of the template turn out: of a list, those of
 * any element; of an `Fn::If`, those that both branches have in common.
 */
export function certain(place: Place, textsOf: (place: Place) => Iterable<string>): ReadonlySet<string> {
  const texts = new Set<string>();
  // One set for all lists inside of lists: copying from level to level would take the square of a large template.
  const pending = [place];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (Array.isArray(next.value)) for (const index of next.value.keys()) pending.push(member(next, index));
    else
      for (const text of intrinsicOf(next.value) === "Fn::If" ? common(next, textsOf) : textsOf(next))
        texts.add(text);
  }
  return texts;
}

function common(place: Place, textsOf: (place: Place) => Iterable<string>): readonly string[] {
  const condition = member(place, "Fn::If");
  if (!Array.isArray(condition.value) || condition.value.length !== 3) return [];
  const otherwise = certain(member(condition, 2), textsOf);
  return [...certain(member(condition, 1), textsOf)].filter((text) => otherwise.has(text));
}
