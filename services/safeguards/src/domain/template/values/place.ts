import { jsonPath } from "@stagepass/contracts";

/** A value of a template, and the keys that lead to it from the template's root. */
export interface Place {
  readonly value: unknown;
  readonly keys: readonly PropertyKey[];
}

/** The end of a message that names a place of the template. */
export function where({ keys }: Place): string {
  return `in the template at ${jsonPath(keys)}`;
}

/** Whether the value is an object with keys, and neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The intrinsic function that decides about a value at deploy time (`Ref`, `Fn::Sub`, …), or undefined for plain data. */
export function intrinsicOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "Ref" ? "Ref" : keys.find((key) => key.startsWith("Fn::"));
}

/** Whether the value is `Ref: AWS::NoValue`, which takes away what it stands in place of. */
export function isNoValue(value: unknown): boolean {
  return isRecord(value) && intrinsicOf(value) === "Ref" && value["Ref"] === "AWS::NoValue";
}

/** Whether the value is an object whose members can be read now: no intrinsic decides about them at deploy time. */
export function isKnownRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && intrinsicOf(value) === undefined;
}

/** The member of an object or list that stands at `key`; a value of undefined when there is none. */
export function member({ value, keys }: Place, key: string | number): Place {
  const holder: unknown = value;
  const found =
    typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
      ? (holder as Readonly<Record<string | number, unknown>>)[key] // an own key of an object or list
      : undefined;
  return { value: found, keys: [...keys, key] };
}

/** What a value can turn out to be: both branches of every `Fn::If`; nothing for `AWS::NoValue` or an absent value. */
export function* alternatives(place: Place): Generator<Place> {
  const { value } = place;
  if (value === undefined) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === "Ref" && member(place, "Ref").value === "AWS::NoValue") return;
  const condition = intrinsic === "Fn::If" ? member(place, intrinsic) : undefined;
  if (Array.isArray(condition?.value) && condition.value.length === 3) {
    yield* alternatives(member(condition, 1));
    yield* alternatives(member(condition, 2));
  } else {
    yield place;
  }
}

/** The elements of a list, or the one value that may stand in place of a list, with every alternative of each. */
export function* elements(place: Place): Generator<Place> {
  for (const alternative of alternatives(place)) {
    if (!Array.isArray(alternative.value)) yield alternative;
    else for (const index of alternative.value.keys()) yield* alternatives(member(alternative, index));
  }
}

/**
 * The places that `keys` lead to, with every alternative on the way. What bars the way, such as an intrinsic or a text
 * where an object should be, is yielded as it is, so that nothing unknowable is passed over in silence.
 */
export function* follow(place: Place, ...keys: readonly string[]): Generator<Place> {
  const [key, ...rest] = keys;
  for (const alternative of alternatives(place)) {
    if (key === undefined || !isKnownRecord(alternative.value)) yield alternative;
    else yield* follow(member(alternative, key), ...rest);
  }
}
