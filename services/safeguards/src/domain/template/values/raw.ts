import type { Location } from "./location.ts";

/** Whether the value is an object with keys, and neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The name of the intrinsic function that AWS replaces with a value (`Ref`, `Fn::Sub`, …); undefined for plain data.
 */
export function intrinsicOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "Ref" ? "Ref" : keys.find((key) => key.startsWith("Fn::"));
}

/** Whether the value is `Ref: AWS::NoValue`, with which CloudFormation leaves a property or an element out. */
export function isNoValue(value: unknown): boolean {
  return isRecord(value) && intrinsicOf(value) === "Ref" && value["Ref"] === "AWS::NoValue";
}

/** Whether the value is an object whose members are known, and not an intrinsic function. */
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

/**
 * Both branches of an `Fn::If`; undefined for anything else, and for one that is malformed. Every `Fn::If` in a
 * template is read here.
 */
export function branchesOf(location: Location): readonly [Location, Location] | undefined {
  if (intrinsicOf(location.value) !== "Fn::If") return undefined;
  const condition = member(location, "Fn::If");
  if (!Array.isArray(condition.value) || condition.value.length !== 3) return undefined;
  return [member(condition, 1), member(condition, 2)];
}
