import { intrinsicOf, isKnownRecord, isNoValue, isRecord, member, type Place } from "./location.ts";
import type { Outcome, Present, TextOutcome, Unknown, Value } from "./outcome.ts";
import { spelledOut } from "./outcome-text.ts";
import { type Text, textsOf } from "./text.ts";

/** What may stand at a place, or at the end of the keys that lead on from there. */
export function valueAt(start: Place, keys: readonly string[] = []): Value {
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
    certain: (read = spellingsOf) => certainAt(start, keys, read),
  };
}

/** What stands at a place of the declaration: nobody resolves conditions there, so that they are unknown as a whole. */
export function declaredAt(place: Place): Outcome {
  if (intrinsicOf(place.value) !== undefined) return { ...resolvedByAws(place), text: undefined };
  const [outcome = { kind: "absent", place }] = readingsOf(place);
  return outcome;
}

/** An element, unless it is left out. AWS refuses null, and so it leaves nothing out. */
function presentIn(element: Outcome): readonly Present[] {
  if (element.kind !== "absent") return [element];
  const { place } = element;
  if (place.value !== null) return [];
  return [{ kind: "unknown", because: "type", why: "it is null", text: undefined, place }];
}

function spellingsOf(outcome: Present): readonly string[] {
  const text = spelledOut(outcome);
  return text === undefined ? [] : [text];
}

function* possibleAt(place: Place, keys: readonly string[]): Generator<Outcome> {
  const branches = branchesOf(place);
  if (branches !== undefined) {
    for (const branch of branches) yield* possibleAt(branch, keys);
    return;
  }
  const [key, ...rest] = keys;
  if (key === undefined) yield* readingsOf(place);
  else if (isAbsent(place.value)) yield { kind: "absent", place };
  else if (intrinsicOf(place.value) !== undefined) yield { ...resolvedByAws(place), text: undefined };
  else if (isRecord(place.value)) yield* possibleAt(member(place, key), rest);
  else yield { kind: "unknown", because: "barred", why: whyOfType(place.value), text: undefined, place };
}

/** What stands at a place that is no condition. Of a text, the conditions inside can make more than one. */
function readingsOf(place: Place): readonly Outcome[] {
  const { value } = place;
  if (isAbsent(value)) return [{ kind: "absent", place }];
  if (Array.isArray(value)) {
    const items = value.map((_, index) => valueAt(member(place, index)));
    return [{ kind: "list", items, place }];
  }
  if (isKnownRecord(value)) {
    const at = (...keys: readonly string[]) => valueAt(place, keys);
    return [{ kind: "record", names: Object.keys(value), at, place }];
  }
  const texts = textsOf(value);
  if (typeof value === "string" || isRecord(value)) {
    return texts?.map((text) => readingOf(text, place)) ?? [{ ...resolvedByAws(place), text: undefined }];
  }
  return [{ kind: "unknown", because: "type", why: whyOfType(value), text: texts?.[0], place }];
}

function readingOf(text: Text, place: Place): TextOutcome | Unknown {
  const [literal = "", ...others] = text;
  if (typeof literal !== "string" || others.length > 0) return { ...resolvedByAws(place), text };
  if (!literal.includes("{{resolve:")) return { kind: "text", text: literal, place };
  return {
    kind: "unknown",
    because: "AWS",
    why: "it has a {{resolve:…}}, which only AWS resolves",
    text,
    place,
  };
}

function resolvedByAws(place: Place): Omit<Unknown, "text"> {
  const why = `it is ${intrinsicOf(place.value)}, which only AWS resolves`;
  return { kind: "unknown", because: "AWS", why, place };
}

function whyOfType(value: unknown): string {
  return `it is ${Array.isArray(value) ? "a list" : `of type ${typeof value}`}`;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || isNoValue(value);
}

type Branches = readonly [Place, Place];

/** Both branches of an `Fn::If`; undefined for anything else, and for one that is malformed. */
function branchesOf(place: Place): Branches | undefined {
  if (intrinsicOf(place.value) !== "Fn::If") return undefined;
  const condition = member(place, "Fn::If");
  if (!Array.isArray(condition.value) || condition.value.length !== 3) return undefined;
  return [member(condition, 1), member(condition, 2)];
}

type Reader = (outcome: Present) => Iterable<string>;

function certainAt(start: Place, keys: readonly string[], read: Reader): ReadonlySet<string> {
  const texts = new Set<string>();
  // One set for all lists inside of lists: copying from level to level would take the square of a large template.
  const pending: [place: Place, keys: readonly string[]][] = [[start, keys]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [place, way] = next;
    const [key, ...rest] = way;
    const branches = branchesOf(place);
    if (branches !== undefined) for (const text of commonAt(branches, way, read)) texts.add(text);
    else if (key !== undefined && isKnownRecord(place.value)) pending.push([member(place, key), rest]);
    else if (key === undefined && Array.isArray(place.value))
      for (const index of place.value.keys()) pending.push([member(place, index), []]);
    else if (key === undefined) for (const text of readOnly(readingsOf(place), read)) texts.add(text);
  }
  return texts;
}

function commonAt([one, other]: Branches, keys: readonly string[], read: Reader): readonly string[] {
  const otherwise = certainAt(other, keys, read);
  return [...certainAt(one, keys, read)].filter((text) => otherwise.has(text));
}

/** What is read of the only outcome. Where there are more, a condition inside of a text decides, and none is certain. */
function readOnly([outcome, ...others]: readonly Outcome[], read: Reader): Iterable<string> {
  if (outcome === undefined || outcome.kind === "absent" || others.length > 0) return [];
  return read(outcome);
}
