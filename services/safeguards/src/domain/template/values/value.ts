import type { Location } from "./location.ts";
import type { Outcome, Present, TextOutcome, Unknown, Value } from "./outcome.ts";
import { spelledOut } from "./outcome-text.ts";
import { branchesOf, intrinsicOf, isKnownRecord, isNoValue, isRecord, member } from "./raw.ts";
import { type Text, textsOf } from "./text.ts";

/** The value at a location, or at the end of keys that lead on from there. */
export function valueAt(start: Location, keys: readonly string[] = []): Value {
  const possible = () => [...possibleAt(start, keys)];
  return {
    possible,
    at: (...more) => valueAt(start, [...keys, ...more]),
    elements: () =>
      possible()
        .flatMap((outcome) =>
          outcome.kind === "list" ? outcome.items.flatMap((item) => item.possible()) : [outcome],
        )
        .flatMap(presentIn),
    guaranteed: (read = spellingsOf) => guaranteedAt(start, keys, read),
  };
}

/** The outcomes of an element. An element that is left out has none; null, which AWS refuses, is unknown. */
function presentIn(element: Outcome): readonly Present[] {
  if (element.kind !== "absent") return [element];
  const { location } = element;
  if (location.value !== null) return [];
  return [{ kind: "unknown", because: "type", why: "it is null", text: undefined, location }];
}

function spellingsOf(outcome: Present): readonly string[] {
  const text = spelledOut(outcome);
  return text === undefined ? [] : [text];
}

function* possibleAt(location: Location, keys: readonly string[]): Generator<Outcome> {
  const branches = branchesOf(location);
  if (branches !== undefined) {
    for (const branch of branches) yield* possibleAt(branch, keys);
    return;
  }
  const [key, ...rest] = keys;
  if (key === undefined) yield* readingsOf(location);
  else if (isAbsent(location.value)) yield { kind: "absent", location };
  else if (intrinsicOf(location.value) !== undefined) yield { ...resolvedByAws(location), text: undefined };
  else if (isRecord(location.value)) yield* possibleAt(member(location, key), rest);
  else
    yield { kind: "unknown", because: "barred", why: whyOfType(location.value), text: undefined, location };
}

/**
 * The outcomes at a location that is no condition itself. Conditions inside of a text can make more than one of it.
 */
function readingsOf(location: Location): readonly Outcome[] {
  const { value } = location;
  if (isAbsent(value)) return [{ kind: "absent", location }];
  if (Array.isArray(value)) {
    const items = value.map((_, index) => valueAt(member(location, index)));
    return [{ kind: "list", items, location }];
  }
  if (isKnownRecord(value)) {
    const at = (...keys: readonly string[]) => valueAt(location, keys);
    return [{ kind: "record", names: Object.keys(value), at, location }];
  }
  const texts = textsOf(value);
  if (typeof value === "string" || isRecord(value)) {
    return (
      texts?.map((text) => readingOf(text, location)) ?? [{ ...resolvedByAws(location), text: undefined }]
    );
  }
  return [{ kind: "unknown", because: "type", why: whyOfType(value), text: texts?.[0], location }];
}

function readingOf(text: Text, location: Location): TextOutcome | Unknown {
  const [literal = "", ...others] = text;
  if (typeof literal !== "string" || others.length > 0) return { ...resolvedByAws(location), text };
  if (!literal.includes("{{resolve:")) return { kind: "text", text: literal, location };
  return {
    kind: "unknown",
    because: "AWS",
    why: "it has a {{resolve:…}}, which only AWS resolves",
    text,
    location,
  };
}

function resolvedByAws(location: Location): Omit<Unknown, "text"> {
  const why = `it is ${intrinsicOf(location.value)}, which only AWS resolves`;
  return { kind: "unknown", because: "AWS", why, location };
}

function whyOfType(value: unknown): string {
  return `it is ${Array.isArray(value) ? "a list" : `of type ${typeof value}`}`;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || isNoValue(value);
}

type Reader = (outcome: Present) => Iterable<string>;

function guaranteedAt(start: Location, keys: readonly string[], read: Reader): ReadonlySet<string> {
  const texts = new Set<string>();
  // One set for all lists inside of lists: copying from level to level would take the square of a large template.
  const pending: [location: Location, keys: readonly string[]][] = [[start, keys]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [location, way] = next;
    const [key, ...rest] = way;
    const branches = branchesOf(location);
    if (branches !== undefined) for (const text of commonAt(branches, way, read)) texts.add(text);
    else if (key !== undefined && isKnownRecord(location.value)) pending.push([member(location, key), rest]);
    else if (key === undefined && Array.isArray(location.value))
      for (const index of location.value.keys()) pending.push([member(location, index), []]);
    else if (key === undefined) for (const text of readOnly(readingsOf(location), read)) texts.add(text);
  }
  return texts;
}

function commonAt(
  [one, other]: readonly [Location, Location],
  keys: readonly string[],
  read: Reader,
): readonly string[] {
  const otherwise = guaranteedAt(other, keys, read);
  return [...guaranteedAt(one, keys, read)].filter((text) => otherwise.has(text));
}

/**
 * The texts of the only outcome. Where there are more, a condition inside of a text decides, and none is guaranteed.
 */
function readOnly([outcome, ...others]: readonly Outcome[], read: Reader): Iterable<string> {
  if (outcome === undefined || outcome.kind === "absent" || others.length > 0) return [];
  return read(outcome);
}
