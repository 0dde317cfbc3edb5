import { parseJson } from "@stagepass/contracts";
import type { SecretReading } from "./secret-reading.ts";

/** The value at a key of a secret that holds a JSON object: a text as it is, anything else as JSON. */
export function pickJsonKey(text: string, jsonKey: string): SecretReading {
  const document = parse(text);
  if (document === undefined) return { outcome: "refused", refusal: "not-json" };
  const { value: root } = document;
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    return { outcome: "refused", refusal: "not-an-object" };
  }
  const value: unknown = Object.hasOwn(root, jsonKey) ? Reflect.get(root, jsonKey) : undefined;
  if (value === undefined) return { outcome: "refused", refusal: "no-such-json-key" };
  // JavaScript has rounded it already: an account number must not come out as another one.
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return { outcome: "refused", refusal: "inexact-number" };
  }
  return { outcome: "text", text: typeof value === "string" ? value : JSON.stringify(value) };
}

/** The problem is dropped on purpose: it may repeat a piece of the secret. */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
}
