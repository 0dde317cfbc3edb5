import { jsonPath } from "@stagepass/contracts";

/** A value of a template, and the keys that lead to it from the template's root. */
export interface Location {
  readonly value: unknown;
  readonly keys: readonly PropertyKey[];
}

/** The end of a message that names a place of the template. */
export function where({ keys }: Location): string {
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
export function member({ value, keys }: Location, key: string | number): Location {
  const holder: unknown = value;
  const found =
    typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
      ? (holder as Readonly<Record<string | number, unknown>>)[key] // an own key of an object or list
      : undefined;
  return { value: found, keys: [...keys, key] };
}
