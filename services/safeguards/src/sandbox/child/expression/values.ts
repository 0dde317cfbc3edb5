import type { CelInput } from "@bufbuild/cel";

/**
 * Parsed JSON as values of the expression language: whole numbers become int, and objects maps, in which no key has a
 * meaning of its own.
 */
export function toValue(json: unknown): CelInput {
  switch (typeof json) {
    case "number":
      return Number.isSafeInteger(json) ? BigInt(json) : json;
    case "string":
    case "boolean":
      return json;
    case "object":
      if (json === null) return null;
      return Array.isArray(json)
        ? json.map(toValue)
        : new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
    default:
      throw new Error(`JSON holds no ${typeof json}`);
  }
}
